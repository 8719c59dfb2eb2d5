import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ContentDto } from '../src/content/http/content.dto.js';
import { startContent } from './support.js';

const TEXT = '# Tides\n\nThe tide at Varn rises four metres. Fishermen sail before it turns.\n';

describe('the content service', () => {
  let content: Awaited<ReturnType<typeof startContent>>;
  let web: Server;
  let webUrl: string;

  beforeAll(async () => {
    web = createServer((_request, response) => {
      response.setHeader('content-type', 'text/html');
      response.end(
        '<html><head><title>Fetched</title></head><body><article><p>The page tells of herring.</p></article></body></html>',
      );
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => web.once('listening', resolve));
    const { port } = web.address() as { port: number };
    webUrl = `http://127.0.0.1:${port}/page`;
    content = await startContent({ FETCH_ALLOW: `127.0.0.1:${port}` });
  });

  afterAll(async () => {
    await content.stop();
    web.close();
  });

  const upload = (
    name: string,
    body: string | Uint8Array<ArrayBuffer>,
    fields: Record<string, string> = {},
  ): Promise<Response> => {
    const form = new FormData();
    for (const [field, value] of Object.entries(fields)) form.set(field, value);
    form.set('file', new Blob([body]), name);
    return content.call('/contents', { method: 'POST', body: form });
  };
  const ended = async (contentId: string): Promise<ContentDto> => {
    for (;;) {
      const view = (await (await content.call(`/contents/${contentId}`)).json()) as ContentDto;
      if (view.completedAt) return view;
      await delay(50);
    }
  };

  it('takes a file in and extracts its text', async () => {
    const response = await upload('tides.md', TEXT, { source: 'notes/tides.md' });
    expect(response.status).toBe(201);
    const { contentId } = (await response.json()) as ContentDto;
    expect(response.headers.get('location')).toBe(`/api/v1/contents/${contentId}`);
    expect(await ended(contentId)).toMatchObject({
      status: 'completed',
      source: 'notes/tides.md',
      title: 'Tides',
      language: 'en',
      sha256: createHash('sha256').update(TEXT).digest('hex'),
    });
  });

  it('hands the text out byte by byte as it was hashed, and with its sentences', async () => {
    const { contentId } = (await (await upload('tides.md', TEXT)).json()) as ContentDto;
    const view = await ended(contentId);
    const plain = Buffer.from(await (await content.call(`/contents/${contentId}/text`)).arrayBuffer());
    expect(createHash('sha256').update(plain).digest('hex')).toBe(view.textSha256);
    const answer = await content.call(`/contents/${contentId}/text`, { headers: { accept: 'application/json' } });
    const { text, sentences } = (await answer.json()) as { text: string; sentences: [number, number][] };
    expect(text).toBe(plain.toString('utf8'));
    expect(sentences.map(([start, end]) => text.slice(start, end))).toContain('The tide at Varn rises four metres.');
  });

  it('takes a text without a file', async () => {
    const response = await content.call('/contents', { json: { text: 'Seals rest on the sandbank.', title: 'Seals' } });
    const { contentId } = (await response.json()) as ContentDto;
    expect(await ended(contentId)).toMatchObject({ status: 'completed' });
  });

  it('fetches a URL that is allowed', async () => {
    const response = await content.call('/contents', { json: { url: webUrl } });
    expect(response.status).toBe(201);
    const { contentId } = (await response.json()) as ContentDto;
    expect(await ended(contentId)).toMatchObject({ status: 'completed', origin: 'url', source: webUrl });
  });

  it('refuses to fetch from a private address that nobody allowed', async () => {
    const response = await content.call('/contents', { json: { url: 'http://127.0.0.1:1/' } });
    const { contentId } = (await response.json()) as ContentDto;
    expect(await ended(contentId)).toMatchObject({ status: 'failed', reason: { code: 'URL_NOT_ALLOWED' } });
  });

  it('lists an unreadable file as failed with its reason', async () => {
    const { contentId } = (await (await upload('empty.txt', '')).json()) as ContentDto;
    expect(await ended(contentId)).toMatchObject({ status: 'failed', reason: { code: 'EMPTY_FILE' } });
    const text = await content.call(`/contents/${contentId}/text`);
    expect(text.status).toBe(404);
    expect(await text.json()).toMatchObject({ code: 'CONTENT.NO_TEXT' });
  });

  it('finds words, in the form they are asked for or another', async () => {
    const found = async (words: string) =>
      (
        (await (await content.call(`/contents/search?q=${encodeURIComponent(words)}`)).json()) as {
          items: { snippet: string }[];
        }
      ).items;
    expect((await found('"rises four"'))[0]?.snippet).toContain('rises four metres');
    expect((await found('fisherman sailing')).length + (await found('sailing')).length).toBeGreaterThan(0);
    expect(await found('submarine')).toEqual([]);
  });

  it('pages through a list without leaving one out', async () => {
    const ids: string[] = [];
    for (let cursor = ''; ;) {
      const page = (await (await content.call(`/contents?limit=2${cursor}`)).json()) as {
        items: ContentDto[];
        nextCursor: string | null;
      };
      ids.push(...page.items.map(({ contentId }) => contentId));
      if (!page.nextCursor) break;
      cursor = `&cursor=${page.nextCursor}`;
    }
    const all = (await (await content.call('/contents?limit=200')).json()) as { items: ContentDto[] };
    expect(ids).toEqual(all.items.map(({ contentId }) => contentId));
  });

  it('shows a tenant nothing of another', async () => {
    const { contentId } = (await (await upload('own.txt', 'Only for us.')).json()) as ContentDto;
    expect((await content.call(`/contents/${contentId}`, { tenant: 'other' })).status).toBe(404);
    expect(await (await content.call('/contents', { tenant: 'other' })).json()).toMatchObject({ items: [] });
  });

  it.each([
    ['an unknown id', '/contents/0190a000-0000-7000-8000-00000000dead', {}, 404, 'CONTENT.NOT_FOUND'],
    ['what is no id', '/contents/nonsense', {}, 404, 'CONTENT.NOT_FOUND'],
    ['a text and no text', '/contents', { json: {} }, 400, 'REQUEST.INVALID'],
    ['a URL of another scheme', '/contents', { json: { url: 'file:///etc/passwd' } }, 400, 'REQUEST.INVALID'],
    ['a broken cursor', '/contents?cursor=xyz', {}, 400, 'CURSOR.INVALID'],
    ['a search for nothing', '/contents/search?q=', {}, 400, 'REQUEST.INVALID'],
  ])('answers %s with a problem', async (_what, path, init, status, code) => {
    const response = await content.call(path, init);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(await response.json()).toMatchObject({ status, code });
  });

  it('refuses a form without a file and an upload for a content nobody asked for', async () => {
    const form = new FormData();
    form.set('source', 'x');
    const empty = await content.call('/contents', { method: 'POST', body: form });
    expect(await empty.json()).toMatchObject({ status: 400, code: 'CONTENT.FILE_MISSING' });
    const unasked = await upload('a.txt', 'x', { contentId: '0190a000-0000-7000-8000-00000000dead' });
    expect(await unasked.json()).toMatchObject({ status: 404, code: 'CONTENT.NOT_FOUND' });
  });

  it('refuses a caller that the gateway has not signed', async () => {
    const response = await fetch(`${content.service.url}/api/v1/contents`, { headers: { 'x-tenant': 'default' } });
    expect(response.status).toBe(401);
  });
});
