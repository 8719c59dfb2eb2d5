import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres, type ServerSettings } from '@edda/embedded-postgres';
import { withExternalServer } from './external-postgres.js';
import { watchFolder } from './folder-watchdog.js';
import { uniqueName } from './unique-name.js';

/** A PostgreSQL server for the time of a test file. */
export interface ThrowAwayPostgres {
  /** URL of a database of the server that is not to be changed, for statements about the server. */
  url: string;

  /**
   * Creates an empty database, another one at every call.
   *
   * @param label what its name begins with, so that it can be recognised in a log
   * @returns its URL
   */
  database(label?: string): Promise<string>;

  /** Ends the server, or drops the databases, and leaves nothing behind. */
  stop(): Promise<void>;
}

/** For `beforeAll`: starting takes a second, and several of them on a busy machine. */
export const POSTGRES_START_TIMEOUT_MS = 120_000;

/** Nothing of it needs to survive anything. */
const FORGETFUL: ServerSettings = { fsync: false, synchronous_commit: false, full_page_writes: false };

/**
 * Starts a server whose data lies in the system's folder for temporary files; it goes with this process, however that
 * ends. With `TEST_DATABASE_URL` set, uses the server that names, where databases may be created, instead.
 *
 *     let postgres: ThrowAwayPostgres;
 *     beforeAll(async () => { postgres = await startThrowAwayPostgres(); }, POSTGRES_START_TIMEOUT_MS);
 *     afterAll(() => postgres.stop());
 *
 * @param settings server settings over those of a server that forgets; not for `TEST_DATABASE_URL`
 * @param parent folder in which the data lies, in one of its own
 * @param binaries folder that holds `bin` of another PostgreSQL than the embedded one, see {@link installedPostgres};
 *   `TEST_DATABASE_URL` is then not asked
 */
export async function startThrowAwayPostgres(
  settings: ServerSettings = {},
  parent = tmpdir(),
  binaries?: string,
): Promise<ThrowAwayPostgres> {
  const given = process.env['TEST_DATABASE_URL'];
  if (given && binaries === undefined) return withExternalServer(given);
  const folder = await mkdtemp(join(parent, 'edda-test-'));
  const watchdog = watchFolder(folder);
  const discard = async (): Promise<void> => {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    watchdog.dismiss();
  };
  try {
    const server = await startEmbeddedPostgres({
      directory: folder,
      settings: { ...FORGETFUL, ...settings },
      ...(binaries !== undefined && { binaries }),
    });
    let stopped: Promise<void> | undefined;
    return {
      url: server.url('postgres'),
      async database(label) {
        const name = uniqueName(label);
        await server.createDatabase(name);
        return server.url(name);
      },
      stop: () => (stopped ??= server.stop().finally(discard)),
    };
  } catch (error) {
    await discard();
    throw error;
  }
}
