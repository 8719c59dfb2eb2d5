import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import { FileServer, serveFile } from '../../../test/file-server.js';
import { GuardedClient } from '../../fetching/guarded-client.js';
import { DownloadSource } from './download-source.js';
import { retryAfterMs } from './retry-after.js';

const BYTES = Buffer.from('a small file');

describe('a download source', () => {
  let server: FileServer | null = null;

  afterEach(async () => {
    await server?.stop();
    server = null;
  });

  async function inspect(listener: (request: IncomingMessage, response: ServerResponse) => void, path = '/file') {
    server = await FileServer.start(listener);
    const source = new DownloadSource(new GuardedClient({ allow: ['127.0.0.1'] }));
    return source.inspect(server.url(path), new AbortController().signal);
  }

  it('tells size, type, name and whether a fetch can be gone on with, without fetching anything', async () => {
    const metadata = await inspect(
      (request, response) => serveFile(request, response, { bytes: BYTES, etag: '"one"', type: 'Text/CSV; charset=x' }),
      '/tables/tides%20of%20varn.csv',
    );
    expect(metadata).toEqual({
      finalUrl: server?.url('/tables/tides%20of%20varn.csv'),
      fileName: 'tides of varn.csv',
      mimeType: 'text/csv',
      size: BYTES.length,
      resumable: true,
      validator: '"one"',
    });
    expect(server?.requests.map(({ method }) => method)).toEqual(['HEAD']);
  });

  it('asks for the first byte where a server refuses HEAD', async () => {
    const metadata = await inspect((request, response) => {
      if (request.method === 'HEAD') response.writeHead(405).end();
      else serveFile(request, response, { bytes: BYTES, etag: '"one"' });
    });
    expect(metadata).toMatchObject({ size: BYTES.length, resumable: true });
    expect(server?.requests.map(({ method, range }) => [method, range])).toEqual([
      ['HEAD', undefined],
      ['GET', 'bytes=0-0'],
    ]);
  });

  it('takes a file without bytes for one', async () => {
    const metadata = await inspect((request, response) => {
      if (request.method === 'HEAD') response.writeHead(403).end();
      else serveFile(request, response, { bytes: Buffer.alloc(0), etag: '"none"' });
    });
    expect(metadata).toMatchObject({ size: 0 });
  });

  it('promises nothing where the source says nothing', async () => {
    const metadata = await inspect((_request, response) => response.writeHead(200).end());
    expect(metadata).toMatchObject({ mimeType: 'application/octet-stream', size: null, resumable: false });
  });

  it('takes what is no type for one that is not known', async () => {
    const metadata = await inspect((_request, response) =>
      response.writeHead(200, { 'content-type': 'text/"plain\u00e4' }).end(),
    );
    expect(metadata).toMatchObject({ mimeType: 'application/octet-stream' });
  });

  it.each([
    ['an encoded body', { 'content-encoding': 'gzip', 'content-length': 20, etag: '"one"', 'accept-ranges': 'bytes' }],
    ['a weak entity tag', { etag: 'W/"one"', 'accept-ranges': 'bytes' }],
    ['no ranges', { etag: '"one"', 'accept-ranges': 'none' }],
    [
      'a change within the second of the answer',
      { 'last-modified': new Date().toUTCString(), 'accept-ranges': 'bytes' },
    ],
  ])('does not promise to go on with %s', async (_, headers: Record<string, string | number>) => {
    expect(await inspect((_request, response) => response.writeHead(200, headers).end())).toMatchObject({
      resumable: false,
    });
  });

  it.each([
    [404, 'DOWNLOAD.SOURCE_REFUSED'],
    [410, 'DOWNLOAD.SOURCE_REFUSED'],
    [503, 'DOWNLOAD.SOURCE_UNAVAILABLE'],
  ])('takes the status %i for %s', async (status, code) => {
    await expect(inspect((_request, response) => response.writeHead(status).end())).rejects.toMatchObject({ code });
  });

  it('does not go where it must not', async () => {
    server = await FileServer.start((_request, response) => response.writeHead(200).end());
    const source = new DownloadSource(new GuardedClient());
    const { signal } = new AbortController();
    await expect(source.inspect(server.url('/'), signal)).rejects.toMatchObject({
      code: 'DOWNLOAD.URL_NOT_ALLOWED',
      retryable: false,
    });
    expect(server.requests).toEqual([]);
  });
});

describe('retryAfterMs', () => {
  const now = new Date('2026-01-02T03:04:05Z');
  it.each([
    ['5', 5000],
    ['Fri, 02 Jan 2026 03:04:15 GMT', 10_000],
    ['Fri, 02 Jan 2026 03:00:00 GMT', 0],
    ['soon', 0],
    [undefined, 0],
  ])('reads %s as %i ms', (header, expected) => expect(retryAfterMs(header, now)).toBe(expected));
});
