import { setImmediate as immediately, setTimeout as delay } from 'node:timers/promises';
import { newId } from '@edda/kernel';
import { doing, done } from '../event-store/progress.mjs';
import { judged } from '../event-store/rows.mjs';
import { publishOrders } from './orders.mjs';
import { BENCH, countdown, openBroker, openService, subscribe } from './world.mjs';

const KEYS = 1_000;
const AT_ONCE = 32;

/** One partition, handlers that wait 0 to 5 ms: a thousand keys side by side, and the same messages in sequence. */
export async function measureKeys({ server, kafkaUrl, plan }) {
  const messages = plan.quick ? 1_000 : 10_000;
  const service = await openService(server, 'keys');
  const broker = openBroker(kafkaUrl);
  const topic = `bench_keys_${newId()}`;
  await publishOrders(broker, { topic, partitions: 1, keys: KEYS, messages });
  const run = async (concurrency) => {
    const all = countdown(messages);
    let startedAt = 0;
    let turn = 0;
    const runner = await subscribe({
      service,
      broker,
      name: newId(),
      topic,
      policy: { guarantee: 'at-least-once', concurrency, prefetch: 2_000 },
      handle: async () => {
        startedAt ||= performance.now();
        const wait = turn++ % 6;
        await (wait === 0 ? immediately() : delay(wait));
        all.count();
      },
    });
    const endedAt = await all.reached;
    await runner.stop(10_000);
    return (endedAt - startedAt) / 1000;
  };
  try {
    const workload = `${messages} messages on one partition, handlers of 0-5 ms`;
    doing(`${workload}: ${KEYS} keys`);
    const keyed = await run(AT_ONCE);
    doing(`${workload}: in sequence`);
    const sequence = await run(1);
    done();
    const row = (name, value) => ({ bench: BENCH, subject: `${workload}: ${name}`, value, unit: 's' });
    const ratio = sequence / keyed;
    return [
      {
        ...row(`${KEYS} keys, ${AT_ONCE} at once`, keyed),
        ratioTo: `${workload}: faster than in sequence`,
        ratio,
        ...judged(ratio, '>= 8'),
      },
      row('in sequence', sequence),
    ];
  } finally {
    await broker.close();
    await service.close();
  }
}
