import { contextOrNew, EddaError } from '@edda/kernel';
import type { ServiceClient } from '@edda/service';
import { LRUCache } from 'lru-cache';
import type { TextDocument } from '../../engines/text/text-document.js';
import { ContentAwayError } from './content-away.error.js';
import { sizeOf, textDocument } from './text-document.js';

/** How many texts of one task are fetched side by side. */
const PARALLEL_READS = 8;

/** The documents of a task, and what it took to get them. */
export interface DocumentsRead {
  /** In the order that was asked for. */
  documents: TextDocument[];
  /** How many of them were fetched; the others were at hand. */
  calls: number;
}

/**
 * Reads documents from the content service and keeps the latest at hand, since one task asks for much the same as the
 * one before. A text never changes once it is there.
 */
export class DocumentReader {
  private readonly cache: LRUCache<string, TextDocument> | null;

  /** @param cacheBytes how much is kept at hand; 0 keeps nothing */
  constructor(
    private readonly content: Pick<ServiceClient, 'get'>,
    cacheBytes: number,
  ) {
    this.cache = cacheBytes > 0 ? new LRUCache({ maxSize: cacheBytes, sizeCalculation: sizeOf }) : null;
  }

  /**
   * Reads for the caller and the correlation of the running context. The first failure stops the others.
   *
   * @throws ContentAwayError when the content service does not answer
   * @throws EddaError the problem that it answered
   */
  async read(contentIds: readonly string[], signal: AbortSignal): Promise<DocumentsRead> {
    const documents: TextDocument[] = new Array<TextDocument>(contentIds.length);
    const failed = new AbortController();
    const stop = AbortSignal.any([signal, failed.signal]);
    let calls = 0;
    let next = 0;
    // Not a queue shared by all tasks: each read must run in the async context of its own task, which signs the call.
    const reader = async (): Promise<void> => {
      for (let at = next++; at < contentIds.length; at = next++) {
        stop.throwIfAborted();
        const contentId = contentIds[at] as string;
        const known = this.cache?.get(keyOf(contentId));
        if (!known) calls++;
        documents[at] = known ?? (await this.fetch(contentId, stop));
      }
    };
    const readers = Array.from({ length: Math.min(PARALLEL_READS, contentIds.length) }, () =>
      reader().catch((error: unknown) => {
        failed.abort(error);
        throw error;
      }),
    );
    await Promise.allSettled(readers);
    signal.throwIfAborted();
    // The one that failed first, not those that were stopped because of it.
    failed.signal.throwIfAborted();
    return { documents, calls };
  }

  private async fetch(contentId: string, signal: AbortSignal): Promise<TextDocument> {
    const path = `/api/v1/contents/${encodeURIComponent(contentId)}/text`;
    const answer = await this.content.get(path, { signal }).catch((error: unknown) => {
      const isAway = error instanceof EddaError && error.kind === 'unavailable';
      throw isAway ? new ContentAwayError(error, { cause: error }) : error;
    });
    const document = textDocument(contentId, answer);
    this.cache?.set(keyOf(contentId), document);
    return document;
  }
}

/** Another tenant's document is not found here, whatever its id. */
function keyOf(contentId: string): string {
  return `${contextOrNew().tenantId}/${contentId}`;
}
