import { limitedDisk } from '../lib/limited-disk.mjs';
import { startServer } from '../lib/server.mjs';

const DISK_MB = { embedded: 400, kafka: 1_000 };

/** Little is kept for later, so that there is room on a small disk. */
const POSTGRES_SETTINGS = { max_wal_size: '64MB', min_wal_size: '32MB' };

const KAFKA_SETTINGS = { 'group.min.session.timeout.ms': '1000', 'group.initial.rebalance.delay.ms': '0' };

/**
 * A broker that can be killed and started again with its data, on a disk that can be filled where one can be made.
 *
 * @param {'embedded' | 'kafka'} kind
 * @param {number | undefined} major of the PostgreSQL under the embedded broker
 */
export async function startBrokerServer(kind, major) {
  const disk = await limitedDisk(DISK_MB[kind]);
  try {
    const server = await STARTS[kind](disk?.folder, major);
    const { stop } = server;
    return Object.assign(server, { disk, stop: () => stop().finally(() => disk?.remove()) });
  } catch (error) {
    await disk?.remove();
    throw error;
  }
}

const STARTS = {
  embedded: (parent, major) => startServer({ major, settings: POSTGRES_SETTINGS, ...(parent && { parent }) }),

  async kafka(parent) {
    const { installKafka, startThrowAwayKafka } = await import('@edda/test-kafka');
    const installation = await installKafka(undefined, (sentence) => process.stderr.write(`${sentence}\n`));
    const { server, url, stop } = await startThrowAwayKafka(installation, { settings: KAFKA_SETTINGS }, parent);
    return {
      url,
      kill: () => server.kill(),
      startAgain: () => server.start(),
      isAlive: () => isAlive(server.pid),
      stop,
    };
  },
};

function isAlive(pid) {
  try {
    return pid !== undefined && process.kill(pid, 0);
  } catch {
    return false;
  }
}
