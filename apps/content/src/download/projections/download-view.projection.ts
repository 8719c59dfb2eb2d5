import {
  FileDownloadCompleted,
  FileDownloadFailed,
  FileDownloadRequested,
  ImageDownloadCompleted,
  ImageDownloadFailed,
  ImageDownloadRequested,
} from '@edda/event-schemas';
import { Projection, Projections, type ProjectedMessage } from '@edda/event-store';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { DownloadKind } from '../domain/download-kind.js';
import { statusOf } from '../domain/download-state.js';
import { DownloadView } from './download-view.entity.js';

/** Keeps {@link DownloadView}: one row per download. */
@Injectable()
export class DownloadViewProjection extends Projection {
  readonly name = 'download-views';

  constructor(projections: Projections) {
    super(projections);
    this.on(ImageDownloadRequested, (data, message, { manager }) =>
      insert(manager, message, 'image', data.imageUrl, data),
    );
    this.on(FileDownloadRequested, (data, message, { manager }) =>
      insert(manager, message, 'file', data.fileUrl, data),
    );
    this.on(ImageDownloadCompleted, (data, message, { manager }) =>
      complete(manager, message, data, { width: data.width, height: data.height, optimised: data.optimised }),
    );
    this.on(FileDownloadCompleted, (data, message, { manager }) => complete(manager, message, data, {}));
    this.on(ImageDownloadFailed, (data, message, { manager }) => fail(manager, message, data));
    this.on(FileDownloadFailed, (data, message, { manager }) => fail(manager, message, data));
  }
}

type Requested = Omit<ImageDownloadRequested, 'imageUrl'>;
type Completed = Omit<FileDownloadCompleted, 'fileUrl'>;
type Failed = Omit<FileDownloadFailed, 'fileUrl'>;

async function insert(
  manager: EntityManager,
  message: ProjectedMessage,
  kind: DownloadKind,
  url: string,
  { downloadId, fileName, metadata, userId }: Requested,
): Promise<void> {
  await manager.getRepository(DownloadView).insert({
    downloadId,
    tenantId: message.tenantId,
    correlationId: message.metadata.correlationId,
    status: 'requested',
    kind,
    url,
    requestedName: fileName ?? null,
    metadata: metadata ?? null,
    userId,
    requestedAt: message.recordedAt,
  } as object);
}

async function complete(
  manager: EntityManager,
  message: ProjectedMessage,
  { downloadId, filePath, fileName, fileSize, mimeType, sha256, scan }: Completed,
  image: Partial<DownloadView>,
): Promise<void> {
  const file = { filePath, fileName, fileSize, mimeType, sha256, scan };
  await update(manager, downloadId, { ...file, ...image, status: 'completed', endedAt: message.recordedAt });
}

async function fail(
  manager: EntityManager,
  message: ProjectedMessage,
  { downloadId, error, retryable }: Failed,
): Promise<void> {
  await update(manager, downloadId, {
    status: statusOf(error),
    failureCode: error.code,
    failureDetail: error.detail,
    retryable,
    endedAt: message.recordedAt,
  });
}

async function update(manager: EntityManager, downloadId: string, changes: Partial<DownloadView>): Promise<void> {
  await manager.getRepository(DownloadView).update({ downloadId }, changes as object);
}
