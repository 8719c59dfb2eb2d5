import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Cluster } from '../cluster/cluster.js';
import { SETTINGS_FILE } from '../cluster/server-settings.js';
import { lastLines } from '../explain-failure.js';
import type { EmbeddedPostgresLogger } from '../logger.js';
import type { RunAs } from '../run-as/run-as.js';
import { endOrphanedSessions } from './end-orphaned-sessions.js';
import { findServer, type FoundServer } from './find-server.js';
import { freePort } from './free-port.js';
import { launchServer, type LaunchedServer } from './launch-server.js';
import { readServerLog } from './server-log.js';
import { causeOfFailure, explainFailedStart, heldElsewhere } from './start-failure.js';
import { stopServer } from './stop-server.js';

/** What a server shall run with. */
export interface ServerPlan {
  cluster: Cluster;
  runAs: RunAs;
  password: string;
  /** Text of the settings file. */
  settings: string;
  /** Any free one when undefined. */
  port: number | undefined;
  logger: EmbeddedPostgresLogger;
}

export interface RunningServer {
  pid: number;
  port: number;
  adopted: boolean;
  stop(): Promise<void>;
}

const MAX_ATTEMPTS = 10;
const PAUSE_MS = 250;

/**
 * Gets a server for the cluster: the one at work there if it suits, else a new one. Of two processes that start one at
 * once PostgreSQL lets one through, and the other finds that one's server in its next attempt.
 *
 * @throws EmbeddedPostgresError PORT_IN_USE, START_FAILED, STOP_FAILED, and what findServer throws
 */
export async function runServer(plan: ServerPlan): Promise<RunningServer> {
  const { cluster, logger } = plan;
  for (let attempt = 1; ; attempt++) {
    const found = await findServer(cluster, plan.password, logger);
    if (found && (await suits(found, plan))) return adopted(found, plan);
    if (found) await replace(found, plan);
    const port = plan.port ?? (await freePort());
    const launch = await launchServer(cluster, plan.runAs, port, plan.settings);
    if (launch.outcome === 'ready') return started(launch, plan);
    const cause = causeOfFailure(launch.log);
    const passing = cause === 'port' ? plan.port === undefined : cause !== 'other';
    if (!passing || attempt >= MAX_ATTEMPTS) throw explainFailedStart(cause, launch.log, cluster, port);
    if (cause === 'memory') await endOrphanedSessions(cluster.dataDirectory);
    await delay(PAUSE_MS * attempt);
  }
}

/** Whether a server that is found runs with the settings, the binaries and the port that are wanted now. */
async function suits(found: FoundServer, { cluster, settings, port }: ServerPlan): Promise<boolean> {
  if (!found.answers || (port !== undefined && port !== found.port)) return false;
  return (await readFile(join(cluster.dataDirectory, SETTINGS_FILE), 'utf8').catch(() => '')) === settings;
}

function adopted(found: FoundServer, plan: ServerPlan): RunningServer {
  const { pid, port, local } = found;
  plan.logger.info(`Adopting the database server ${pid} on port ${port}, which is at work on this folder already.`);
  if (!local) plan.logger.warn(`It runs in another container or process namespace and will not be stopped from here.`);
  return { pid, port, adopted: true, stop: () => stop(pid, plan) };
}

async function replace(found: FoundServer, plan: ServerPlan): Promise<void> {
  const { pid, answers, local } = found;
  if (!local) throw heldElsewhere(plan.cluster.dataDirectory, found.port);
  plan.logger.info(`Replacing the database server ${pid}, which ${answers ? 'has other settings' : 'hangs'}.`);
  await stop(pid, plan, !answers);
}

function started({ pid, port, child }: LaunchedServer, plan: ServerPlan): RunningServer {
  const { cluster, logger } = plan;
  let stopping = false;
  child?.once('exit', () => {
    if (stopping) return;
    void readServerLog(cluster.logFile).then((log) =>
      logger.warn(`The database server ${pid} ended by itself. The last lines of its log:\n${lastLines(log)}`),
    );
  });
  logger.info(`The database server ${pid} listens on 127.0.0.1:${port}; its data is in ${cluster.directory}.`);
  return {
    pid,
    port,
    adopted: false,
    stop: async () => {
      stopping = true;
      await stop(pid, plan);
      if (child) await waitedFor(child);
    },
  };
}

/** What has ended still counts as a process until Node has waited for it, and Node does so in its own time. */
async function waitedFor(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  // Else a process with nothing else to do would end in the midst of this.
  child.ref();
  await once(child, 'exit');
}

function stop(pid: number, { cluster, runAs, logger }: ServerPlan, hangs = false): Promise<void> {
  return stopServer({ pid, dataDirectory: cluster.dataDirectory, runAs, logger, hangs });
}
