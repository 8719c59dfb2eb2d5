import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { newId } from '@edda/kernel';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FileServer, serveFile } from '../../../test/file-server.js';
import { GuardedClient } from '../../fetching/guarded-client.js';
import { DownloadSource } from '../source/download-source.js';
import { PartialFiles } from './partial-files.js';
import { Transfer } from './transfer.js';
import type { TransferProgress } from './transfer-progress.js';

const BYTES = randomBytes(300_000);
const MAX_BYTES = 1_000_000;
const ETAG = '"one"';

describe('a transfer', () => {
  const id = newId();
  let root: string;
  let partials: PartialFiles;
  let server: FileServer | null = null;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'edda-transfer-'));
    partials = new PartialFiles(root);
  });

  afterEach(async () => {
    await server?.stop();
    server = null;
    await rm(root, { recursive: true });
  });

  /** One execution of the step: what it came to, and what it reported last. */
  async function run(reported: unknown = null, idleTimeoutMs = 5000, signal = new AbortController().signal) {
    const client = new GuardedClient({ allow: ['127.0.0.1'], idleTimeoutMs });
    const transfer = new Transfer(new DownloadSource(client), partials, MAX_BYTES);
    const reports: TransferProgress[] = [];
    const report = (progress: unknown) => void reports.push(progress as TransferProgress);
    try {
      const { name, size } = await transfer.fetch(id, server!.url('/file'), { signal, reported, report });
      const bytes = await readFile(partials.pathOf(id, name));
      return { bytes, size, error: null, reports, last: reports.at(-1) };
    } catch (error) {
      return { bytes: null, size: 0, error: error as Error, reports, last: reports.at(-1) };
    }
  }

  async function serve(listener: (request: IncomingMessage, response: ServerResponse) => void): Promise<void> {
    server = await FileServer.start(listener);
  }

  it('fetches a file and reports how far it is', async () => {
    await serve((request, response) => serveFile(request, response, { bytes: BYTES, etag: ETAG }));
    const { bytes, size, last } = await run();
    expect(bytes?.equals(BYTES)).toBe(true);
    expect(size).toBe(BYTES.length);
    expect(last).toEqual({ bytes: BYTES.length, total: BYTES.length, validator: ETAG });
  });

  it('goes on by itself where a connection broke, as long as each one brings something', async () => {
    let breaks = 0;
    await serve((request, response) =>
      serveFile(request, response, { bytes: BYTES, etag: ETAG, breakAt: ++breaks < 3 ? breaks * 100_000 : Infinity }),
    );
    const { bytes } = await run();
    expect(bytes?.equals(BYTES)).toBe(true);
    expect(server?.fetches).toEqual([
      { range: undefined, ifRange: undefined },
      { range: 'bytes=100000-', ifRange: ETAG },
      { range: 'bytes=200000-', ifRange: ETAG },
    ]);
  });

  it('fails for now when a connection breaks before it brought anything, and the next execution goes on', async () => {
    let isBroken = false;
    await serve((request, response) => {
      if (isBroken) response.destroy();
      else serveFile(request, response, { bytes: BYTES, etag: ETAG, breakAt: 120_000 });
      isBroken = true;
    });
    const first = await run();
    expect(first.error).toMatchObject({ code: 'DOWNLOAD.SOURCE_UNAVAILABLE', retryable: true });
    expect(first.last).toEqual({ bytes: 120_000, total: BYTES.length, validator: ETAG });
    await server!.stop();

    await serve((request, response) => serveFile(request, response, { bytes: BYTES, etag: ETAG }));
    const second = await run(first.last);
    expect(second.bytes?.equals(BYTES)).toBe(true);
    expect(server?.fetches).toEqual([{ range: 'bytes=120000-', ifRange: ETAG }]);
  });

  it('goes on behind what was reported, not behind what a dead process may have left beyond it', async () => {
    await serve((request, response) => {
      if (server!.fetches.length > 1) response.writeHead(404).end();
      else serveFile(request, response, { bytes: BYTES, etag: ETAG, breakAt: 120_000 });
    });
    await run();
    await server!.stop();

    await serve((request, response) => serveFile(request, response, { bytes: BYTES, etag: ETAG }));
    const { bytes } = await run({ bytes: 50_000, total: BYTES.length, validator: ETAG });
    expect(bytes?.equals(BYTES)).toBe(true);
    expect(server?.fetches).toEqual([{ range: 'bytes=50000-', ifRange: ETAG }]);
  });

  it('asks for nothing twice when all of it was there', async () => {
    await serve((request, response) => serveFile(request, response, { bytes: BYTES, etag: ETAG }));
    const { last } = await run();
    const again = await run(last);
    expect(again.bytes?.equals(BYTES)).toBe(true);
    expect(server?.fetches.at(-1)).toEqual({ range: `bytes=${BYTES.length}-`, ifRange: ETAG });
  });

  it('begins anew when the file has changed, and keeps nothing of the other one', async () => {
    const changed = randomBytes(200_000);
    let isChanged = false;
    await serve((request, response) => {
      if (isChanged) serveFile(request, response, { bytes: changed, etag: '"two"' });
      else serveFile(request, response, { bytes: BYTES, etag: ETAG, breakAt: 150_000 });
      isChanged = true;
    });
    const { bytes, last } = await run();
    expect(bytes?.equals(changed)).toBe(true);
    expect(last).toEqual({ bytes: changed.length, total: changed.length, validator: '"two"' });
    expect(await readdir(join(root, id))).toEqual([partials.nameFor('"two"')]);
  });

  it('begins anew when a server sends a part of a changed file all the same', async () => {
    const changed = randomBytes(BYTES.length);
    let fetches = 0;
    await serve((request, response) => {
      if (++fetches === 1) return serveFile(request, response, { bytes: BYTES, etag: ETAG, breakAt: 150_000 });
      delete request.headers['if-range'];
      serveFile(request, response, { bytes: changed, etag: '"two"' });
    });
    expect((await run()).bytes?.equals(changed)).toBe(true);
  });

  it.each([
    ['has no ranges', { etag: ETAG }],
    ['says nothing that tells one state of the file from another', {}],
    ['has a weak entity tag only', { etag: 'W/"one"' }],
  ])('begins at the beginning where a server %s', async (_, headers: Record<string, string>) => {
    let isBroken = false;
    await serve((_request, response) => {
      response.removeHeader('date');
      response.writeHead(200, { 'content-length': BYTES.length, ...headers });
      if (isBroken) return void response.end(BYTES);
      isBroken = true;
      response.write(BYTES.subarray(0, 100_000), () => setTimeout(() => response.destroy(), 200));
    });
    const first = await run();
    const done = first.error ? await run(first.last) : first;
    expect(done.bytes?.equals(BYTES)).toBe(true);
  });

  it('goes on by the date of change where there is no entity tag', async () => {
    const lastModified = 'Thu, 01 Jan 2026 00:00:00 GMT';
    await serve((request, response) => {
      response.setHeader('last-modified', lastModified);
      if (!request.headers.range) {
        response.writeHead(200, { 'content-length': BYTES.length });
        return void response.write(BYTES.subarray(0, 70_000), () => setTimeout(() => response.destroy(), 200));
      }
      response.writeHead(206, {
        'content-range': `bytes 70000-${BYTES.length - 1}/${BYTES.length}`,
        'content-length': BYTES.length - 70_000,
      });
      response.end(BYTES.subarray(70_000));
    });
    expect((await run()).bytes?.equals(BYTES)).toBe(true);
    expect(server?.fetches[1]).toEqual({ range: 'bytes=70000-', ifRange: lastModified });
  });

  it('inflates what a server sends compressed although nobody asked for it', async () => {
    const text = Buffer.from('herring and seals '.repeat(2000));
    await serve((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip', etag: ETAG }).end(gzipSync(text));
    });
    const { bytes, last } = await run();
    expect(bytes?.equals(text)).toBe(true);
    expect(last).toEqual({ bytes: text.length, total: null, validator: null });
  });

  it.each<[string, (response: ServerResponse) => void]>([
    ['announced', (response) => response.writeHead(200, { 'content-length': MAX_BYTES + 1 }).flushHeaders()],
    ['streamed', (response) => response.writeHead(200).end(Buffer.alloc(MAX_BYTES + 1))],
    [
      'inflated',
      (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(MAX_BYTES + 1))),
    ],
  ])('refuses a file that is larger than allowed: %s', async (_, answer) => {
    await serve((_request, response) => answer(response));
    expect((await run()).error).toMatchObject({ code: 'DOWNLOAD.TOO_LARGE', retryable: false });
  });

  it('gives a server up that stops sending, and keeps what it sent', async () => {
    await serve((request, response) => {
      if (request.headers.range) return;
      response.writeHead(200, { 'content-length': BYTES.length, etag: ETAG, 'accept-ranges': 'bytes' });
      response.write(BYTES.subarray(0, 80_000));
    });
    const { error, last } = await run(null, 300);
    expect(error).toMatchObject({ code: 'DOWNLOAD.SOURCE_TIMED_OUT', retryable: true });
    expect(last?.bytes).toBe(80_000);
  });

  it('stops when it is told to, says how far it came, and goes on from there', async () => {
    const stop = new AbortController();
    let isSlow = true;
    await serve((request, response) => {
      if (!isSlow) return serveFile(request, response, { bytes: BYTES, etag: ETAG });
      isSlow = false;
      response.writeHead(200, { 'content-length': BYTES.length, etag: ETAG, 'accept-ranges': 'bytes' });
      response.write(BYTES.subarray(0, 80_000), () => setTimeout(() => stop.abort(new Error('paused')), 100));
    });
    const paused = await run(null, 5000, stop.signal);
    expect(paused.error?.message).toBe('paused');
    expect(paused.last).toEqual({ bytes: 80_000, total: BYTES.length, validator: ETAG });
    expect((await run(paused.last)).bytes?.equals(BYTES)).toBe(true);
    expect(server?.fetches.at(-1)).toEqual({ range: 'bytes=80000-', ifRange: ETAG });
  });

  it.each([
    [404, 'DOWNLOAD.SOURCE_REFUSED', false],
    [401, 'DOWNLOAD.SOURCE_REFUSED', false],
    [429, 'DOWNLOAD.SOURCE_UNAVAILABLE', true],
    [500, 'DOWNLOAD.SOURCE_UNAVAILABLE', true],
    [503, 'DOWNLOAD.SOURCE_UNAVAILABLE', true],
  ])('takes the status %i for %s, retryable: %s', async (status, code, retryable) => {
    await serve((_request, response) => response.writeHead(status).end());
    expect((await run()).error).toMatchObject({ code, retryable });
  });

  it('leaves a server alone for as long as it asks for with Retry-After', async () => {
    const stop = new AbortController();
    await serve((_request, response) => {
      response.writeHead(429, { 'retry-after': '30' }).end();
      setTimeout(() => stop.abort(new Error('paused')), 300);
    });
    // It had not failed yet: it was waiting.
    expect((await run(null, 5000, stop.signal)).error?.message).toBe('paused');
    expect(server?.fetches).toHaveLength(1);
  });
});
