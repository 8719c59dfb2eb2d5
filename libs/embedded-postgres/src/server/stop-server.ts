import { setTimeout as delay } from 'node:timers/promises';
import { EmbeddedPostgresError } from '../embedded-postgres-error.js';
import { errorCode } from '../explain-failure.js';
import type { EmbeddedPostgresLogger } from '../logger.js';
import { examineProcess, isRunning } from '../process/process-evidence.js';
import { runAsProgram, type RunAs } from '../run-as/run-as.js';

const POLL_MS = 10;

/** PostgreSQL's shutdown modes as signals, gentle first: fast (with a checkpoint), immediate, and the kernel's. */
const SIGNALS = ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const;
/** Milliseconds that each of them is given to work. */
const PATIENCE_MS = { SIGINT: 60_000, SIGQUIT: 10_000, SIGKILL: 10_000 };

export interface ServerToStop {
  pid: number;
  dataDirectory: string;
  runAs: RunAs;
  logger: EmbeddedPostgresLogger;
  /** Whether it was seen not to answer; it is then not waited for as long. */
  hangs?: boolean;
}

/**
 * Ends a server and waits until its process is gone. A server that does not go by itself is killed; what it had
 * committed is found again at the next start.
 *
 * @throws EmbeddedPostgresError STOP_FAILED
 */
export async function stopServer(server: ServerToStop): Promise<void> {
  const { pid, dataDirectory, logger } = server;
  const evidence = await examineProcess(pid, dataDirectory);
  if (evidence === 'gone' || evidence === 'other') return;
  for (const signal of SIGNALS) {
    if (signal !== 'SIGINT') logger.warn(`The database server ${pid} does not stop; sending ${signal}.`);
    if (!(await send(signal, server))) return;
    if (await ends(pid, server.hangs ? PATIENCE_MS[signal] / 10 : PATIENCE_MS[signal])) return;
  }
  throw new EmbeddedPostgresError(
    'EMBEDDED_POSTGRES.STOP_FAILED',
    `The database server of ${dataDirectory} (process ${pid}) cannot be ended: look at that process.`,
  );
}

/** False when there is no such process any more. */
async function send(signal: (typeof SIGNALS)[number], { pid, runAs }: ServerToStop): Promise<boolean> {
  if (process.platform === 'win32') {
    const name = signal.replace('SIG', '');
    const { code } = await runAsProgram(runAs, runAs.binaries.pgCtl, ['kill', name, String(pid)], runAs.binaries.root);
    return code === 0;
  }
  try {
    process.kill(pid, signal);
    return true;
  } catch (error) {
    if (errorCode(error) === 'ESRCH') return false;
    throw new EmbeddedPostgresError(
      'EMBEDDED_POSTGRES.STOP_FAILED',
      `No permission to end the database server (process ${pid}): end it as the user that started it.`,
      { cause: error },
    );
  }
}

async function ends(pid: number, patience: number): Promise<boolean> {
  const deadline = Date.now() + patience;
  while (await isRunning(pid)) {
    if (Date.now() > deadline) return false;
    await delay(POLL_MS);
  }
  return true;
}
