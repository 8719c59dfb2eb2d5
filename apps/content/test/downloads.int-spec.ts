import { createHash, randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { newId } from '@edda/kernel';
import { SAGAS, type Sagas } from '@edda/sagas';
import { eventually } from '@edda/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import type { DownloadDto } from '../src/download/http/download.dto.js';
import { StoredDownloads } from '../src/download/storage/stored-downloads.js';
import { FileServer, serveFile } from './file-server.js';
import { startContent } from './support.js';

type Listener = (request: IncomingMessage, response: ServerResponse) => void;
const BYTES = randomBytes(400_000);
const ETAG = '"one"';

describe('downloads', () => {
  let content: Awaited<ReturnType<typeof startContent>>;
  let answer: Listener = () => undefined;
  let server: FileServer;

  beforeAll(async () => {
    server = await FileServer.start((request, response) => answer(request, response));
    content = await startContent({
      FETCH_ALLOW: `127.0.0.1:${server.port}`,
      MAX_DOWNLOAD_BYTES: '1000000',
      DOWNLOAD_TYPES: 'application/octet-stream,text/*',
    });
  });
  afterAll(async () => {
    await content.stop();
    await server.stop();
  });
  afterEach(() => void server.requests.splice(0));

  const get = async (id: string) => (await (await content.call(`/downloads/${id}`)).json()) as DownloadDto;
  const until = async (id: string, isSo: (download: DownloadDto) => boolean): Promise<DownloadDto> => {
    for (;;) {
      const download = await get(id);
      if (isSo(download)) return download;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const ended = (id: string) => until(id, ({ endedAt }) => endedAt !== null);
  const ask = async (listener: Listener, body: object = {}): Promise<string> => {
    answer = listener;
    const response = await content.call('/downloads', { json: { url: server.url('/files/tides.bin'), ...body } });
    expect(response.status).toBe(202);
    const { downloadId } = (await response.json()) as DownloadDto;
    expect(response.headers.get('location')).toBe(`/api/v1/downloads/${downloadId}`);
    return downloadId;
  };
  const control = (id: string, action: string) =>
    content.call(`/downloads/${id}/${action}`, { json: { reason: 'for a test' } });
  const partials = () => readdir(join(content.blobs, 'incoming', 'downloads')).catch(() => []);

  /** Sends the first half and then nothing, until it is asked for the rest. */
  const stalling: Listener = (request, response) => {
    if (request.method === 'HEAD' || request.headers.range) {
      return serveFile(request, response, { bytes: BYTES, etag: ETAG });
    }
    response.writeHead(200, { 'content-length': BYTES.length, etag: ETAG, 'accept-ranges': 'bytes' });
    response.write(BYTES.subarray(0, 200_000));
  };
  const half = ({ bytesSoFar }: DownloadDto) => bytesSoFar === 200_000;

  it('fetches a file, stores it and hands it out as it was', async () => {
    const id = await ask((request, response) => serveFile(request, response, { bytes: BYTES, etag: ETAG }), {
      metadata: { note: 'tides' },
    });
    const sha256 = createHash('sha256').update(BYTES).digest('hex');
    expect(await ended(id)).toMatchObject({
      status: 'completed',
      kind: 'file',
      file: { fileName: 'tides.bin', fileSize: BYTES.length, sha256, scan: 'not-scanned', image: null },
      error: null,
      metadata: { note: 'tides' },
    });
    const response = await content.call(`/downloads/${id}/content`);
    expect(Buffer.from(await response.arrayBuffer()).equals(BYTES)).toBe(true);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-length': String(BYTES.length),
      'content-disposition': "attachment; filename*=UTF-8''tides.bin",
      'x-content-type-options': 'nosniff',
    });
    expect(await partials()).not.toContain(id);
  });

  it('optimises an image', async () => {
    const png = await sharp({ create: { width: 5000, height: 100, channels: 3, background: '#135' } })
      .png()
      .toBuffer();
    const id = await ask((request, response) => serveFile(request, response, { bytes: png, type: 'image/png' }), {
      kind: 'image',
    });
    expect(await ended(id)).toMatchObject({
      status: 'completed',
      file: { mimeType: 'image/png', image: { width: 4096, height: 82, optimised: true } },
    });
  });

  it('stops for a pause in the middle of a fetch and goes on from there', async () => {
    const id = await ask(stalling);
    const fetching = await until(id, (download) => half(download) && download.step !== null);
    expect(fetching).toMatchObject({ status: 'running', step: 'fetch', bytesTotal: BYTES.length });
    expect((await content.call(`/downloads/${id}/content`)).status).toBe(409);
    expect((await control(id, 'pause')).status).toBe(202);
    expect(await until(id, ({ status }) => status === 'paused')).toMatchObject({ bytesSoFar: 200_000 });
    // Without a word of why.
    expect((await content.call(`/downloads/${id}/resume`, { method: 'POST' })).status).toBe(202);
    expect(await ended(id)).toMatchObject({ status: 'completed', file: { fileSize: BYTES.length } });
    expect(server.fetches).toEqual([
      { range: undefined, ifRange: undefined },
      { range: 'bytes=200000-', ifRange: ETAG },
    ]);
    const stored = await content.call(`/downloads/${id}/content`);
    expect(Buffer.from(await stored.arrayBuffer()).equals(BYTES)).toBe(true);
  });

  it('keeps nothing of a download that is cancelled in the middle', async () => {
    const id = await ask(stalling);
    await until(id, half);
    expect((await control(id, 'cancel')).status).toBe(202);
    expect(await ended(id)).toMatchObject({
      status: 'cancelled',
      file: null,
      error: { code: 'DOWNLOAD.CANCELLED', retryable: true },
    });
    expect(await partials()).not.toContain(id);
    expect((await content.call(`/downloads/${id}/content`)).status).toBe(409);
  });

  it('is cancelled once: asked again it answers the same, and nothing is recorded', async () => {
    const id = await ask(stalling);
    await until(id, half);
    await control(id, 'cancel');
    const cancelled = await ended(id);
    const history = async () => (await (await content.call(`/sagas/${id}/history?limit=200`)).json()) as object;
    const before = await history();
    const again = await control(id, 'cancel');
    expect([again.status, await again.json()]).toEqual([202, cancelled]);
    expect(await history()).toEqual(before);
    expect((await control(id, 'pause')).status).toBe(409);
  });

  it('goes on behind a restart of the service', async () => {
    const id = await ask(stalling);
    await until(id, half);
    await content.restart();
    expect(await ended(id)).toMatchObject({ status: 'completed' });
    expect(server.fetches.at(-1)).toEqual({ range: 'bytes=200000-', ifRange: ETAG });
  });

  it('removes at the next start what a download has left that was ended without compensation', async () => {
    const id = await ask(stalling);
    await until(id, half);
    const sagas = content.service.app.get<Sagas>(SAGAS);
    await sagas.control(id, { action: 'cancel', compensate: false, by: 'operator', reason: 'for a test' });
    await ended(id);
    expect(await partials()).toContain(id);
    await content.restart();
    await eventually(async () => expect(await partials()).not.toContain(id));
  });

  it('keeps what two downloads share until neither needs it', async () => {
    const storage = content.service.app.get(StoredDownloads);
    const bytes = randomBytes(1000);
    const source: Listener = (request, response) => serveFile(request, response, { bytes });
    const ids = [await ask(source), await ask(source)];
    const paths = await Promise.all(ids.map(async (id) => (await ended(id)).file?.sha256));
    expect(paths[0]).toBe(paths[1]);
    const status = async (id = '') => (await content.call(`/downloads/${id}/content`)).status;
    await storage.release(ids[0]!);
    expect(await status(ids[1])).toBe(200);
    await storage.release(ids[1]!);
    expect(await status(ids[1])).toBe(404);
  });

  it.each<[string, Listener, object, string, boolean]>([
    ['is not there', (_, response) => response.writeHead(404).end(), {}, 'DOWNLOAD.SOURCE_REFUSED', false],
    [
      'is of a type that is not taken',
      (_, response) => response.writeHead(200, { 'content-type': 'video/mp4' }).end(),
      {},
      'DOWNLOAD.TYPE_REFUSED',
      false,
    ],
    [
      'says that it is too large',
      (_, response) => response.writeHead(200, { 'content-length': 1_000_001 }).end(),
      {},
      'DOWNLOAD.TOO_LARGE',
      false,
    ],
    [
      'turns out to be too large',
      (_, response) => response.writeHead(200).end(Buffer.alloc(1_000_001)),
      {},
      'DOWNLOAD.TOO_LARGE',
      false,
    ],
    [
      'is no image although it says so',
      (_, response) => response.writeHead(200, { 'content-type': 'image/png' }).end('<html></html>'),
      { kind: 'image' },
      'DOWNLOAD.IMAGE_INVALID',
      false,
    ],
    ['must not be fetched', () => undefined, { url: 'http://127.0.0.1:1/' }, 'DOWNLOAD.URL_NOT_ALLOWED', false],
  ])('fails with the reason when the file %s, and keeps nothing', async (_, listener, body, code, retryable) => {
    const id = await ask(listener, body);
    expect(await ended(id)).toMatchObject({ status: 'failed', file: null, error: { code, retryable } });
    expect(await partials()).not.toContain(id);
  });

  it('waits for a source that is away for a moment', async () => {
    let away = 3;
    const id = await ask((request, response) => {
      if (away-- > 0) response.writeHead(503).end();
      else serveFile(request, response, { bytes: BYTES, etag: ETAG });
    });
    expect(await ended(id)).toMatchObject({ status: 'completed' });
  });

  it('makes the same download for the same key, and refuses the key for another', async () => {
    const key = newId();
    const post = (path: string) =>
      content.call('/downloads', { json: { url: server.url(path) }, headers: { 'idempotency-key': key } });
    answer = (request, response) => serveFile(request, response, { bytes: BYTES });
    const first = (await (await post('/a')).json()) as DownloadDto;
    const second = (await (await post('/a')).json()) as DownloadDto;
    expect(second.downloadId).toBe(first.downloadId);
    const other = await post('/b');
    expect([other.status, await other.json()]).toEqual([
      409,
      expect.objectContaining({ code: 'REQUEST.IDEMPOTENCY_KEY_REUSED' }),
    ]);
    await ended(first.downloadId);
  });

  it('lists downloads, newest first, page by page and by what came of them', async () => {
    const list = async (query: string) =>
      (await (await content.call(`/downloads?${query}`)).json()) as { items: DownloadDto[]; nextCursor: string | null };
    const all = (await list('limit=200')).items;
    expect(all.length).toBeGreaterThan(5);
    expect(all.map(({ requestedAt }) => requestedAt)).toEqual(
      all
        .map(({ requestedAt }) => requestedAt)
        .toSorted()
        .reverse(),
    );
    const pages: string[] = [];
    for (let cursor = ''; ;) {
      const page = await list(`limit=3${cursor}`);
      pages.push(...page.items.map(({ downloadId }) => downloadId));
      if (!page.nextCursor) break;
      cursor = `&cursor=${page.nextCursor}`;
    }
    expect(pages).toEqual(all.map(({ downloadId }) => downloadId));
    const paused = await ask(stalling);
    const running = await ask(stalling);
    await until(paused, half);
    await control(paused, 'pause');
    await until(paused, ({ status }) => status === 'paused');
    const idsOf = async (status: string) =>
      (await list(`status=${status}&limit=200`)).items.map(({ downloadId }) => downloadId);
    expect(await idsOf('paused')).toEqual([paused]);
    expect(await idsOf('running')).toEqual([running]);
    expect(await idsOf('stuck')).toEqual([]);
    expect(await idsOf('requested')).toEqual([running, paused]);
    for (const id of [paused, running]) await control(id, 'cancel');
    await Promise.all([ended(paused), ended(running)]);
    const failed = await list('status=failed&limit=200');
    expect(new Set(failed.items.map(({ status }) => status))).toEqual(new Set(['failed']));
  });

  it.each([
    ['an unknown id', 'GET', '/downloads/0190a000-0000-7000-8000-00000000dead', 404, 'DOWNLOAD.NOT_FOUND'],
    ['what is no id', 'GET', '/downloads/nonsense', 404, 'DOWNLOAD.NOT_FOUND'],
    [
      'to pause what is not there',
      'POST',
      '/downloads/0190a000-0000-7000-8000-00000000dead/pause',
      404,
      'DOWNLOAD.NOT_FOUND',
    ],
  ])('answers %s with a problem', async (_, method, path, status, code) => {
    const response = await content.call(path, method === 'POST' ? { json: {} } : {});
    expect([response.status, await response.json()]).toEqual([status, expect.objectContaining({ code })]);
  });

  it.each([
    ['no URL', {}],
    ['another scheme', { url: 'ftp://example.org/a' }],
    ['a number for a name', { url: 'https://example.org/a', fileName: 7 }],
    ['an unknown kind', { url: 'https://example.org/a', kind: 'video' }],
  ])('refuses a request with %s', async (_, json) => {
    const response = await content.call('/downloads', { json });
    expect([response.status, await response.json()]).toEqual([
      400,
      expect.objectContaining({ code: 'REQUEST.INVALID' }),
    ]);
  });

  it.each(['pause', 'resume', 'cancel'])('cannot %s what has ended', async (action) => {
    const id = await ask((_, response) => response.writeHead(404).end());
    await ended(id);
    const response = await control(id, action);
    expect([response.status, await response.json()]).toEqual([
      409,
      expect.objectContaining({ code: 'DOWNLOAD.INVALID_TRANSITION' }),
    ]);
  });

  it('shows a tenant nothing of another', async () => {
    const id = await ask((_, response) => response.writeHead(404).end());
    for (const path of [`/downloads/${id}`, `/downloads/${id}/content`]) {
      expect((await content.call(path, { tenant: 'other' })).status).toBe(404);
    }
    expect(await (await content.call('/downloads', { tenant: 'other' })).json()).toMatchObject({ items: [] });
    expect((await content.call(`/downloads/${id}/cancel`, { tenant: 'other', json: {} })).status).toBe(404);
  });
});
