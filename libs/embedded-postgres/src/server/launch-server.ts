import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Cluster } from '../cluster/cluster.js';
import { readPostmasterFile } from '../cluster/postmaster-file.js';
import { SETTINGS_FILE } from '../cluster/server-settings.js';
import { cleanEnvironment } from '../process/clean-environment.js';
import { commandLine, nameOfDirectory, runAsProgram, type RunAs } from '../run-as/run-as.js';
import { openServerLog, readServerLog, sizeOf } from './server-log.js';

export interface LaunchedServer {
  pid: number;
  port: number;
  /** Missing where the server is no child of this process. */
  child?: ChildProcess;
}

/** How a start went: `failed` comes with what the server wrote into its log. */
export type Launch = ({ outcome: 'ready' } & LaunchedServer) | { outcome: 'failed'; log: string };

const POLL_MS = 10;

/**
 * Starts the server and waits until it accepts connections, which after a crash comes with the end of the recovery.
 *
 * It is the program `postgres` itself, in a session of its own: Ctrl-C in the terminal reaches the application alone,
 * which stops the server when it has drained. No shell sees the paths. On Windows pg_ctl starts it, because an
 * administrator's rights must be dropped first.
 *
 * @param settings text of the settings file
 */
export async function launchServer(cluster: Cluster, runAs: RunAs, port: number, settings: string): Promise<Launch> {
  await writeSettings(cluster.dataDirectory, settings);
  const logged = await sizeOf(cluster.logFile);
  const launch = process.platform === 'win32' ? startWithPgCtl : startDirectly;
  const child = await launch(cluster, runAs, port);
  for (;;) {
    const ended = child ? child.exitCode !== null || child.signalCode !== null || child.pid === undefined : false;
    const lock = await readPostmasterFile(cluster.dataDirectory);
    if (lock?.ready && (!child || lock.pid === child.pid)) {
      return { outcome: 'ready', pid: lock.pid, port: lock.port, ...(child && { child }) };
    }
    if (ended || !child) return { outcome: 'failed', log: await logSince(cluster, logged) };
    await delay(POLL_MS);
  }
}

async function startDirectly(cluster: Cluster, runAs: RunAs, port: number): Promise<ChildProcess> {
  const { dataDirectory } = cluster;
  const args = ['-D', nameOfDirectory(runAs, dataDirectory), '-p', String(port)];
  const { file, args: all, options } = commandLine(runAs, runAs.binaries.postgres, args, dataDirectory);
  const log = await openServerLog(cluster.logFile, runAs.account);
  try {
    const child = spawn(file, all, {
      ...options,
      env: cleanEnvironment(),
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
    });
    await new Promise<void>((resolve) => child.once('spawn', resolve).once('error', () => resolve()));
    child.unref();
    return child;
  } finally {
    await log.close();
  }
}

async function startWithPgCtl(cluster: Cluster, runAs: RunAs, port: number): Promise<undefined> {
  const { dataDirectory, logFile } = cluster;
  const args = ['start', '-D', dataDirectory, '-l', logFile, '-w', '-t', '120', '-o', `-p ${port}`];
  await runAsProgram(runAs, runAs.binaries.pgCtl, args, cluster.directory);
}

/** In one step, because a second start may be reading; and not in its file, because it may be writing too. */
async function writeSettings(dataDirectory: string, settings: string): Promise<void> {
  const unfinished = join(dataDirectory, `${SETTINGS_FILE}.${randomUUID()}`);
  try {
    await writeFile(unfinished, settings);
    await rename(unfinished, join(dataDirectory, SETTINGS_FILE));
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

async function logSince(cluster: Cluster, start: number): Promise<string> {
  const size = await sizeOf(cluster.logFile);
  return readServerLog(cluster.logFile, size < start ? 0 : start);
}
