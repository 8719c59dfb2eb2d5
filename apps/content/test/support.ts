import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServiceUnderTest, type ServiceUnderTest } from '@edda/service/testing';
import { startThrowAwayPostgres } from '@edda/testing';
import { contentService } from '../src/content.module.js';

/** A running content service on a fresh database and a fresh blob folder. */
export async function startContent(
  env: Record<string, string> = {},
): Promise<ServiceUnderTest & { stop(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'edda-content-'));
  const postgres = await startThrowAwayPostgres();
  const started = await startServiceUnderTest(contentService, () => postgres.database(), {
    BLOB_DIRECTORY: join(folder, 'blobs'),
    ...env,
  });
  return {
    ...started,
    async stop() {
      await started.service.close();
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
