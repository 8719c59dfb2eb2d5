import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { eventually, startThrowAwayPostgres, type ThrowAwayPostgres } from '@edda/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import type { DownloadDto } from '../src/download/http/download.dto.js';
import { ContentProcess } from './content-process.js';
import { FileServer } from './file-server.js';

const BYTES = randomBytes(3_000_000);
const PIECE = 20_000;
const ETAG = '"one"';

/** A source that takes its time, and goes on wherever it is asked to. */
async function drip(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const start = Number(/^bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
  const headers = { 'content-length': BYTES.length - start, etag: ETAG, 'accept-ranges': 'bytes' };
  if (request.method === 'HEAD') return void response.writeHead(200, headers).end();
  const range = { 'content-range': `bytes ${start}-${BYTES.length - 1}/${BYTES.length}` };
  response.writeHead(request.headers.range ? 206 : 200, { ...headers, ...(request.headers.range && range) });
  for (let at = start; at < BYTES.length && !response.destroyed; at += PIECE) {
    response.write(BYTES.subarray(at, at + PIECE));
    await delay(20);
  }
  response.end();
}

describe('a download whose process is killed', () => {
  let folder: string;
  let postgres: ThrowAwayPostgres;
  let database: string;
  let server: FileServer;
  let content: ContentProcess;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'edda-downloads-'));
    postgres = await startThrowAwayPostgres();
    database = await postgres.database();
    server = await FileServer.start((request, response) => void drip(request, response));
    content = await ContentProcess.start({
      DATABASE_URL: database,
      BROKER_URL: await postgres.database(),
      BLOB_DIRECTORY: folder,
      FETCH_ALLOW: `127.0.0.1:${server.port}`,
    });
  });
  afterAll(async () => {
    await content?.kill();
    await server.stop();
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const get = async (id: string) => (await (await content.call(`/downloads/${id}`)).json()) as DownloadDto;
  const until = (id: string, isSo: (download: DownloadDto) => boolean): Promise<DownloadDto> =>
    eventually(async () => {
      const download = await get(id);
      if (!isSo(download)) throw new Error(`It is ${JSON.stringify(download)}.`);
      return download;
    }, 60_000);
  /** How often each kind of event was recorded. */
  const events = async (types: string[]): Promise<Record<string, number>> => {
    const source = await new DataSource({ type: 'postgres', url: database }).initialize();
    try {
      const rows = await source.query<{ type: string; times: number }[]>(
        'select type, count(*)::int as times from events where type = any($1) group by type',
        [types],
      );
      return Object.fromEntries(rows.map(({ type, times }) => [type, times]));
    } finally {
      await source.destroy();
    }
  };

  it('goes on where it was, also over a pause, and is told of once', async () => {
    const response = await content.call('/downloads', { url: server.url('/tides.bin') });
    const { downloadId } = (await response.json()) as DownloadDto;
    await until(downloadId, ({ bytesSoFar }) => bytesSoFar > 300_000);
    await content.kill();

    await content.start();
    await until(downloadId, ({ bytesSoFar }) => bytesSoFar > 1_000_000);
    await content.call(`/downloads/${downloadId}/pause`, { reason: 'The line is needed.' });
    const paused = await until(downloadId, ({ status }) => status === 'paused');
    await content.kill();

    await content.start();
    expect(await get(downloadId)).toMatchObject({ status: 'paused', bytesSoFar: paused.bytesSoFar });
    await content.call(`/downloads/${downloadId}/resume`, {});
    await until(downloadId, ({ bytesSoFar }) => bytesSoFar > paused.bytesSoFar);
    await content.kill();

    await content.start();
    const sha256 = createHash('sha256').update(BYTES).digest('hex');
    expect(await until(downloadId, ({ endedAt }) => endedAt !== null)).toMatchObject({
      status: 'completed',
      file: { fileSize: BYTES.length, sha256 },
    });
    const stored = Buffer.from(await (await content.call(`/downloads/${downloadId}/content`)).arrayBuffer());
    expect(stored.equals(BYTES)).toBe(true);

    const begun = server.fetches.map(({ range }) => Number(/\d+/.exec(range ?? '0')?.[0]));
    expect(begun[0]).toBe(0);
    expect(begun.slice(1).every((start, index) => start > 0 && start >= (begun[index] ?? 0))).toBe(true);
    expect(await readdir(join(folder, 'incoming', 'downloads'))).toEqual([]);
    expect(await events(['FileDownloadRequested', 'FileDownloadCompleted', 'FileDownloadFailed', 'SagaEnded'])).toEqual(
      {
        FileDownloadRequested: 1,
        FileDownloadCompleted: 1,
        SagaEnded: 1,
      },
    );
  });
});
