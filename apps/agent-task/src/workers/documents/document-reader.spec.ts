import { EddaError, runInContext, newId } from '@edda/kernel';
import { describe, expect, it } from '@jest/globals';
import { ContentAwayError } from './content-away.error.js';
import { DocumentReader } from './document-reader.js';

const never = new AbortController().signal;

/** A content service that answers from memory and counts. */
function contentService(answer: (contentId: string, signal?: AbortSignal) => Promise<unknown> | unknown) {
  const asked: string[] = [];
  let open = 0;
  const service = {
    asked,
    mostAtOnce: 0,
    async get<T>(path: string, { signal }: { signal?: AbortSignal } = {}): Promise<T> {
      const contentId = path.split('/').at(-2) as string;
      asked.push(contentId);
      service.mostAtOnce = Math.max(service.mostAtOnce, ++open);
      await new Promise((resolve) => setImmediate(resolve));
      try {
        return (await answer(contentId, signal)) as T;
      } finally {
        open--;
      }
    },
  };
  return service;
}

const document = (contentId: string, text = 'A text.') => ({
  contentId,
  source: `${contentId}.md`,
  sha256: 'a',
  textSha256: 'b',
  title: contentId,
  language: 'en',
  text,
  sentences: [[0, text.length]],
});

const ids = (count: number): string[] => Array.from({ length: count }, (_, index) => `c${index}`);

describe('The document reader', () => {
  it('answers in the order that was asked for, reading some side by side but not all at once', async () => {
    const content = contentService((contentId) => document(contentId));
    const { documents, calls } = await new DocumentReader(content, 0).read(ids(40), never);
    expect(documents.map(({ contentId }) => contentId)).toEqual(ids(40));
    expect(calls).toBe(40);
    expect(content.mostAtOnce).toBe(8);
  });

  it('keeps what it has read at hand, and fetches only the rest', async () => {
    const content = contentService((contentId) => document(contentId));
    const reader = new DocumentReader(content, 1024 * 1024);
    await reader.read(['c1', 'c2'], never);
    const { documents, calls } = await reader.read(['c2', 'c3', 'c1'], never);
    expect(documents.map(({ contentId }) => contentId)).toEqual(['c2', 'c3', 'c1']);
    expect({ calls, asked: content.asked }).toEqual({ calls: 1, asked: ['c1', 'c2', 'c3'] });
  });

  it('keeps no more than it may', async () => {
    const content = contentService((contentId) => document(contentId, 'x'.repeat(10_000)));
    const reader = new DocumentReader(content, 50_000);
    await reader.read(['c1', 'c2', 'c3'], never);
    expect((await reader.read(['c3', 'c1'], never)).calls).toBe(1);
  });

  it('does not hand the documents of one tenant to another', async () => {
    const content = contentService((contentId) => document(contentId));
    const reader = new DocumentReader(content, 1024 * 1024);
    const read = (tenantId: string) => {
      const context = {
        service: 'agent-task',
        userId: null,
        correlationId: newId(),
        causationId: null,
        traceparent: null,
      };
      return runInContext({ ...context, tenantId }, () => reader.read(['c1'], never));
    };
    await read('acme');
    expect((await read('other')).calls).toBe(1);
  });

  it('stops at the first failure and passes it on', async () => {
    const noText = new EddaError('not-found', 'CONTENT.NO_TEXT', 'Nothing could be read from it.');
    const content = contentService((contentId, signal) => {
      if (contentId === 'c3') throw noText;
      signal?.throwIfAborted();
      return document(contentId);
    });
    await expect(new DocumentReader(content, 0).read(ids(1000), never)).rejects.toBe(noText);
    expect(content.asked.length).toBeLessThan(30);
  });

  it('tells a service that is away from a document that cannot be had', async () => {
    const content = contentService(() => {
      throw new EddaError('unavailable', 'UPSTREAM.UNAVAILABLE', 'content cannot be reached.');
    });
    const read = new DocumentReader(content, 0).read(['c1'], never);
    await expect(read).rejects.toBeInstanceOf(ContentAwayError);
    await expect(read).rejects.toMatchObject({ code: 'UPSTREAM.UNAVAILABLE' });
  });

  it('gives up when it is told to', async () => {
    const stop = new AbortController();
    const reason = new Error('shutting down');
    const content = contentService((contentId) => {
      if (contentId === 'c9') stop.abort(reason);
      return document(contentId);
    });
    await expect(new DocumentReader(content, 0).read(ids(1000), stop.signal)).rejects.toBe(reason);
  });

  it('refuses an answer that is no document', async () => {
    const content = contentService(() => ({ text: 'of something else' }));
    await expect(new DocumentReader(content, 0).read(['c1'], never)).rejects.toMatchObject({
      code: 'DOCUMENT.MALFORMED',
    });
  });
});
