import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KafkaInstallation } from './install-kafka.js';
import { KafkaServer, type KafkaServerOptions } from './kafka-server.js';
import { watchServer } from './watchdog.js';

/** A Kafka for the time of a test file. */
export interface ThrowAwayKafka {
  readonly server: KafkaServer;
  /** As `BROKER_URL` takes it. */
  readonly url: string;
  /** Ends the server and leaves nothing behind. */
  stop(): Promise<void>;
}

/** For `beforeAll`: starting takes a few seconds, and many of them on a busy machine. */
export const KAFKA_START_TIMEOUT_MS = 120_000;

/**
 * Starts a server whose data lies in the system's folder for temporary files; it goes with this process, however that
 * ends.
 *
 *     const installation = await kafkaForTests('3.9.2');
 *     let kafka: ThrowAwayKafka;
 *     (installation ? describe : describe.skip)('on Kafka', () => {
 *       beforeAll(async () => { kafka = await startThrowAwayKafka(installation); }, KAFKA_START_TIMEOUT_MS);
 *       afterAll(() => kafka.stop());
 *     });
 *
 * @param parent folder in which the data lies, in one of its own
 */
export async function startThrowAwayKafka(
  installation: KafkaInstallation | undefined,
  options: Omit<KafkaServerOptions, 'folder'> = {},
  parent = tmpdir(),
): Promise<ThrowAwayKafka> {
  if (!installation) throw new Error('There is no Kafka to start here: skip the suite.');
  const folder = await mkdtemp(join(parent, 'edda-kafka-'));
  const watchdog = watchServer(join(folder, 'kafka.pid'), folder);
  const discard = async (): Promise<void> => {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    watchdog.dismiss();
  };
  try {
    const server = await KafkaServer.start(installation, { shortLived: true, ...options, folder });
    let stopped: Promise<void> | undefined;
    // Nothing of it is needed any more: it need not end in order.
    return { server, url: server.url, stop: () => (stopped ??= server.kill().finally(discard)) };
  } catch (error) {
    await discard();
    throw error;
  }
}
