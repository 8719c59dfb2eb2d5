import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RabbitMQInstallation } from './find-rabbitmq.js';
import { startWatchdog } from './process-watchdog.js';
import { RabbitMQServer, type RabbitMQServerOptions } from './rabbitmq-server.js';

/** A RabbitMQ for the time of a test file. */
export interface ThrowAwayRabbitMQ {
  readonly server: RabbitMQServer;
  /** As `BROKER_URL` takes it. */
  readonly url: string;
  /** Ends the server and leaves nothing behind. */
  stop(): Promise<void>;
}

/** For `beforeAll`: starting takes some seconds, and many of them on a busy machine. */
export const RABBITMQ_START_TIMEOUT_MS = 120_000;

/**
 * Starts a server whose data lies in the system's folder for temporary files; it goes with this process, however that
 * ends.
 *
 *     const installation = await rabbitMQForTests();
 *     let rabbitmq: ThrowAwayRabbitMQ;
 *     (installation ? describe : describe.skip)('on RabbitMQ', () => {
 *       beforeAll(async () => { rabbitmq = await startThrowAwayRabbitMQ(installation); }, RABBITMQ_START_TIMEOUT_MS);
 *       afterAll(() => rabbitmq.stop());
 *     });
 *
 * @param parent folder in which the data lies, in one of its own
 */
export async function startThrowAwayRabbitMQ(
  installation: RabbitMQInstallation | undefined,
  options: Omit<RabbitMQServerOptions, 'folder' | 'onStart'> = {},
  parent = tmpdir(),
): Promise<ThrowAwayRabbitMQ> {
  if (!installation) throw new Error('There is no RabbitMQ to start here: skip the suite.');
  const folder = await mkdtemp(join(parent, 'edda-rabbitmq-'));
  const watchdog = startWatchdog(folder);
  const discard = async (): Promise<void> => {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    watchdog.dismiss();
  };
  try {
    const server = await RabbitMQServer.start(installation, { ...options, folder, onStart: watchdog.watch });
    let stopped: Promise<void> | undefined;
    // Nothing of it is needed any more: it need not end in order.
    return { server, url: server.url, stop: () => (stopped ??= server.end().finally(discard)) };
  } catch (error) {
    await discard();
    throw error;
  }
}
