import {
  ContentProcessingCompleted,
  ContentProcessingStarted,
  ContentRequested,
  ContentUploaded,
} from '@edda/event-schemas';
import { Projection, Projections, type ProjectedMessage } from '@edda/event-store';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ContentView } from './content-view.entity.js';

/** Keeps {@link ContentView}: one row per content, changed with each of its events. */
@Injectable()
export class ContentViewProjection extends Projection {
  readonly name = 'content-views';

  constructor(projections: Projections) {
    super(projections);
    this.on(ContentRequested, (data, message, { manager }) =>
      upsert(manager, message, data.contentId, {
        status: 'requested',
        source: data.source,
        origin: data.origin,
        url: data.url ?? null,
      }),
    );
    this.on(ContentUploaded, (data, message, { manager }) =>
      upsert(manager, message, data.contentId, {
        status: 'uploaded',
        source: data.source,
        fileName: data.fileName,
        fileUrl: data.fileUrl,
        mimeType: data.mimeType,
        fileSize: data.fileSize,
        sha256: data.sha256,
        title: data.metadata.title ?? null,
      }),
    );
    this.on(ContentProcessingStarted, (data, message, { manager }) =>
      upsert(manager, message, data.contentId, { status: 'processing' }),
    );
    this.on(ContentProcessingCompleted, (data, message, { manager }) =>
      upsert(manager, message, data.contentId, {
        status: data.status === 'success' ? 'completed' : data.status,
        reasonCode: data.reason?.code ?? null,
        reasonDetail: data.reason?.detail ?? null,
        completedAt: message.recordedAt,
        ...(data.results && {
          textSha256: data.results.extractedText.sha256,
          textLength: data.results.extractedText.length,
          excerpt: data.results.extractedText.excerpt,
          title: data.results.title,
          language: data.results.language,
          keywords: data.results.keywords,
          sentenceCount: data.results.sentenceCount,
        }),
      }),
    );
  }
}

async function upsert(
  manager: EntityManager,
  message: ProjectedMessage,
  contentId: string,
  changes: Partial<ContentView>,
): Promise<void> {
  const views = manager.getRepository(ContentView);
  const known = { contentId, lastEventId: message.id, ...changes };
  const updated = await views.update({ contentId }, known);
  if (updated.affected) return;
  await views.insert({
    // Of one that was called off before it was asked for nothing else is known.
    source: '',
    origin: 'upload',
    keywords: [],
    ...known,
    tenantId: message.tenantId,
    correlationId: message.metadata.correlationId,
    createdAt: message.recordedAt,
  });
}
