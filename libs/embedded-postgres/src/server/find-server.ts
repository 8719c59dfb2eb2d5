import { setTimeout as delay } from 'node:timers/promises';
import type { Cluster } from '../cluster/cluster.js';
import { readPostmasterFile, removePostmasterFile, type PostmasterFile } from '../cluster/postmaster-file.js';
import { EmbeddedPostgresError } from '../embedded-postgres-error.js';
import type { EmbeddedPostgresLogger } from '../logger.js';
import { examineProcess, type ProcessEvidence } from '../process/process-evidence.js';
import { probeServer } from './probe-server.js';

/** The server that is found at work on a data directory. */
export interface FoundServer {
  pid: number;
  port: number;
  /** False when it hangs. */
  answers: boolean;
  /** False when it answers, but is no process of this machine or container, and so cannot be ended from here. */
  local: boolean;
}

const PAUSE_MS = 100;
/** How often a server may be silent before it is taken for hanging. */
const MAX_SILENCES = 3;
/** Recovery after a crash takes a while; the server refuses connections as long. */
const MAX_STARTING_MS = 120_000;

/**
 * Finds the server that an earlier run left behind, or that another process is just starting. A `postmaster.pid`
 * without its server is removed where PostgreSQL itself would stumble over it.
 *
 * @throws EmbeddedPostgresError DIRECTORY_HELD, PASSWORD_REJECTED
 */
export async function findServer(
  cluster: Cluster,
  password: string,
  logger: EmbeddedPostgresLogger,
): Promise<FoundServer | undefined> {
  const { dataDirectory } = cluster;
  const deadline = Date.now() + MAX_STARTING_MS;
  for (let silences = 0; ; await delay(PAUSE_MS)) {
    const lock = await readPostmasterFile(dataDirectory);
    if (!lock) return undefined;
    const answer = lock.port === 0 ? 'starting' : await probeServer(dataDirectory, lock.port, password);
    const evidence = await examineLock(lock, dataDirectory);
    const local = evidence === 'server' || evidence === 'unknown';
    if (answer === 'ours') return { pid: lock.pid, port: lock.port, answers: true, local };
    if (evidence === 'gone') return undefined;
    if (evidence === 'other' || (evidence === 'unknown' && answer === 'foreign')) {
      logger.warn(`Removing a stale postmaster.pid from ${dataDirectory}: process ${lock.pid} is not its server.`);
      await removePostmasterFile(dataDirectory, lock);
      return undefined;
    }
    if (evidence === 'server' && answer === 'rejects') throw passwordRejected(cluster, lock);
    const starting = answer === 'starting' || !lock.ready;
    if (starting ? Date.now() < deadline : ++silences < MAX_SILENCES) continue;
    if (evidence === 'unknown') throw directoryHeld(cluster, lock);
    return { pid: lock.pid, port: lock.port, answers: false, local };
  }
}

/** An empty lock is left over from a full disk, unless a server is writing it at this moment. */
async function examineLock(lock: PostmasterFile, dataDirectory: string): Promise<ProcessEvidence> {
  if (lock.pid !== 0) return examineProcess(lock.pid, dataDirectory);
  await delay(PAUSE_MS);
  const again = await readPostmasterFile(dataDirectory);
  return again?.text === lock.text ? 'other' : 'unknown';
}

function passwordRejected(cluster: Cluster, lock: PostmasterFile): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'EMBEDDED_POSTGRES.PASSWORD_REJECTED',
    `The server of ${cluster.dataDirectory} (process ${lock.pid}) does not take the password in ` +
      `${cluster.passwordFile}: put the right one there.`,
  );
}

function directoryHeld(cluster: Cluster, lock: PostmasterFile): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'EMBEDDED_POSTGRES.DIRECTORY_HELD',
    `postmaster.pid in ${cluster.dataDirectory} names process ${lock.pid}, which runs but does not answer on port ` +
      `${lock.port}: end that process if it is a PostgreSQL server; if it is something else, remove the file.`,
  );
}
