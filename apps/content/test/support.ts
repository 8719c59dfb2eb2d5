import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServiceUnderTest, type ServiceUnderTest } from '@edda/service/testing';
import { startThrowAwayPostgres } from '@edda/testing';
import { contentService } from '../src/content.module.js';

export interface ContentUnderTest extends ServiceUnderTest {
  /** The folder of its blobs. */
  readonly blobs: string;
  readonly brokerUrl: string;
  /** Shuts it down and starts it again on the same data. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** A running content service on a fresh database and a fresh blob folder. */
export async function startContent(env: Record<string, string> = {}): Promise<ContentUnderTest> {
  const folder = await mkdtemp(join(tmpdir(), 'edda-content-'));
  const blobs = join(folder, 'blobs');
  const postgres = await startThrowAwayPostgres();
  const database = await postgres.database();
  const brokerUrl = await postgres.database();
  const start = () =>
    startServiceUnderTest(contentService, async () => database, {
      BROKER_URL: brokerUrl,
      BLOB_DIRECTORY: blobs,
      ...env,
    });
  let started = await start();
  return {
    blobs,
    brokerUrl,
    get service() {
      return started.service;
    },
    call: (path, options) => started.call(path, options),
    async restart() {
      await started.service.close();
      started = await start();
    },
    async stop() {
      await started.service.close();
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
