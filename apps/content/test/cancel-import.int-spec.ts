import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { CancelImport, ImportContent } from '@edda/event-schemas';
import { newId } from '@edda/kernel';
import { brokerFromUrl, type Broker } from '@edda/messaging';
import { eventually } from '@edda/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ContentDto } from '../src/content/http/content.dto.js';
import { FileServer } from './file-server.js';
import { sendCommand } from './send-command.js';
import { startContent, type ContentUnderTest } from './support.js';

describe('an import that nobody needs any more', () => {
  let content: ContentUnderTest;
  let broker: Broker;
  let server: FileServer;
  let fetched: (response: ServerResponse) => void = () => undefined;

  beforeAll(async () => {
    // Begins to answer, and never ends.
    server = await FileServer.start((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/plain' }).write('The first of many words.');
      fetched(response);
    });
    content = await startContent({ FETCH_ALLOW: `127.0.0.1:${server.port}` });
    broker = brokerFromUrl(content.brokerUrl);
  });
  afterAll(async () => {
    await broker.close();
    await content.stop();
    await server.stop();
  });

  const send = {
    import: (contentId: string, more: Partial<ImportContent> = {}) =>
      sendCommand(broker, ImportContent, `content-${contentId}`, {
        contentId,
        source: 'words.txt',
        origin: 'upload',
        ...more,
      }),
    cancel: (contentId: string) =>
      sendCommand(broker, CancelImport, `content-${contentId}`, { contentId, reason: 'Its workflow was cancelled.' }),
  };
  const get = (contentId: string): Promise<ContentDto> =>
    eventually(async () => {
      const response = await content.call(`/contents/${contentId}`);
      if (!response.ok) throw new Error(`The content answers with status ${response.status}.`);
      return (await response.json()) as ContentDto;
    });
  const cancelled = (contentId: string) =>
    eventually(async () => {
      expect(await get(contentId)).toMatchObject({
        status: 'failed',
        reason: { code: 'CONTENT.CANCELLED', detail: 'Its workflow was cancelled.' },
      });
    });

  it('stops being fetched in the middle', async () => {
    const contentId = newId();
    const answering = new Promise<ServerResponse>((resolve) => (fetched = resolve));
    await send.import(contentId, { source: server.url('/words'), origin: 'url', url: server.url('/words') });
    const hungUp = once(await answering, 'close');
    await send.cancel(contentId);
    await hungUp;
    await cancelled(contentId);
  });

  it('takes no bytes that are brought later', async () => {
    const contentId = newId();
    await send.import(contentId);
    await get(contentId);
    await send.cancel(contentId);
    await cancelled(contentId);
    const form = new FormData();
    form.set('contentId', contentId);
    form.set('file', new Blob(['late']), 'words.txt');
    const response = await content.call('/contents', { method: 'POST', body: form });
    expect(await response.json()).toMatchObject({ status: 409, code: 'CONTENT.ALREADY_UPLOADED' });
  });

  it('is not taken up when it is asked for only then', async () => {
    const contentId = newId();
    await send.cancel(contentId);
    await cancelled(contentId);
    await send.import(contentId, { unavailable: 'It is gone.' });
    const marker = newId();
    await send.import(marker, { source: 'marker' });
    await get(marker);
    await cancelled(contentId);
  });

  it('stays as it is when it was through', async () => {
    const contentId = newId();
    await send.import(contentId, { unavailable: 'It cannot be read.' });
    await get(contentId);
    await send.cancel(contentId);
    const marker = newId();
    await send.cancel(marker);
    await cancelled(marker);
    expect(await get(contentId)).toMatchObject({ status: 'failed', reason: { code: 'UNAVAILABLE' } });
  });
});
