import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startEmbeddedPostgres } from '@edda/embedded-postgres';
import { installedPostgres, watchFolder } from '@edda/test-database';
import { freePort } from '@edda/test-ports';

/**
 * Commits reach the operating system before they are answered, so that a killed server loses none; `fsync` is for a
 * machine that fails. Little else writes the log of the server out, so that positions that were drawn and undone shortly
 * before a kill are really forgotten.
 */
const SETTINGS = {
  fsync: false,
  synchronous_commit: true,
  max_connections: 200,
  shared_buffers: '128MB',
  max_wal_size: '1GB',
  deadlock_timeout: '100ms',
  wal_writer_delay: '10s',
  wal_writer_flush_after: '64MB',
};

const DATABASE = 'chaos';

/**
 * A PostgreSQL server that can be killed and started again on the same data and port. It goes with this process, however
 * that ends.
 *
 * @param {{ major?: number, parent?: string, settings?: object }} options `major`: an installed version instead of the embedded
 *   one; `parent`: where its data lies, in a folder of its own; `settings`: of the server, besides those of every run
 */
export async function startServer({ major, parent = tmpdir(), settings = {} } = {}) {
  const binaries = major === undefined ? undefined : await installedPostgres(major);
  if (major !== undefined && !binaries) throw new Error(`No PostgreSQL ${major} was found: set PG${major}_BIN.`);
  const directory = await mkdtemp(join(parent, 'edda-chaos-'));
  const watchdog = watchFolder(directory);
  const port = await freePort();
  const start = () =>
    startEmbeddedPostgres({
      directory,
      settings: { ...SETTINGS, ...settings },
      port,
      ...(binaries && { binaries }),
    });
  const discard = async () => {
    await rm(directory, { recursive: true, force: true, maxRetries: 5 });
    watchdog.dismiss();
  };
  try {
    let server = await start();
    await server.createDatabase(DATABASE);
    return {
      directory,
      url: server.url(DATABASE),
      /** Makes another database. @returns its URL */
      async database(name) {
        await server.createDatabase(name);
        return server.url(name);
      },
      isAlive: () => isAlive(server.pid),
      /** What `pg_ctl stop -m immediate` does: no session is ended, nothing is written out. */
      async kill() {
        if (isAlive(server.pid)) process.kill(server.pid, 'SIGQUIT');
        while (isAlive(server.pid)) await delay(5);
      },
      async startAgain() {
        server = await start();
      },
      async stop() {
        await server.stop().catch(() => undefined);
        await discard();
      },
    };
  } catch (error) {
    await discard();
    throw error;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
