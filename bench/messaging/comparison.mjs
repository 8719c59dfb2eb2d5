import { installKafka, startThrowAwayKafka } from '@edda/test-kafka';
import { say } from '../event-store/progress.mjs';
import { onServer } from '../event-store/server.mjs';
import { measureConsuming } from './consume.mjs';
import { measureKeys } from './keys.mjs';
import { measureLatency } from './latency.mjs';
import { measureRelay } from './relay.mjs';

/** @param {{ rounds?: string, quick?: boolean, only?: string, messages?: string }} options */
export async function comparison({ quick = false, only, ...options }) {
  const plan = {
    quick,
    rounds: Number(options.rounds ?? (quick ? 1 : 5)),
    messages: Number(options.messages ?? (quick ? 1_000 : 20_000)),
  };
  const workloads = { relay: measureRelay, consume: measureConsuming, keys: measureKeys, latency: measureLatency };
  const kafka = await startThrowAwayKafka(await installKafka(undefined, say), { shortLived: false, heapMb: 1024 });
  try {
    return await onServer(async (server) => {
      const rows = [];
      for (const [name, measure] of Object.entries(workloads)) {
        if (only === undefined || only === name) rows.push(...(await measure({ server, kafkaUrl: kafka.url, plan })));
      }
      return rows;
    });
  } finally {
    await kafka.stop();
  }
}
