import { contextOrNew, deriveId, EddaError, newId } from '@edda/kernel';
import { SAGAS, type Sagas } from '@edda/sagas';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { DownloadState } from '../../domain/download-state.js';
import { DownloadRepository } from '../../download.repository.js';
import { newProgress } from '../../sagas/download-progress.js';
import { DOWNLOAD_SAGA } from '../../sagas/download.saga.js';
import { RequestDownload, type RequestedDownload } from './request-download.command.js';

/** Namespace of the ids that follow from an Idempotency-Key. */
const KEYED_DOWNLOADS = 'f2a9c6d4-1b7e-5c83-8d20-5b6e4a3f9c17';

@CommandHandler(RequestDownload)
export class RequestDownloadHandler implements ICommandHandler<RequestDownload> {
  constructor(
    private readonly downloads: DownloadRepository,
    @Inject(SAGAS) private readonly sagas: Sagas,
  ) {}

  async execute({ requested, idempotencyKey }: RequestDownload): Promise<string> {
    const { tenantId, userId } = contextOrNew();
    const id = idempotencyKey ? deriveId(KEYED_DOWNLOADS, `${tenantId}/${userId}/${idempotencyKey}`) : newId();
    const { url, kind, fileName } = requested;
    await this.downloads.change(id, (download, version) => {
      if (version > 0) assertSame(download.state, requested, idempotencyKey);
      download.request({ ...requested, userId }, new Date());
    });
    await this.sagas.start(DOWNLOAD_SAGA, id, newProgress(url, kind, fileName ?? null));
    return id;
  }
}

function assertSame(known: DownloadState, { url, kind, fileName }: RequestedDownload, key = ''): void {
  if (known.url === url && known.kind === kind && known.fileName === (fileName ?? null)) return;
  throw new EddaError(
    'conflict',
    'REQUEST.IDEMPOTENCY_KEY_REUSED',
    `The Idempotency-Key "${key}" was used for another download: use a new one.`,
  );
}
