import { setImmediate as immediately } from 'node:timers/promises';
import { newId } from '@edda/kernel';
import { openPool } from '../../chaos/lib/pool.mjs';
import { doing } from '../event-store/progress.mjs';
import { interleaved } from '../event-store/rounds.mjs';
import { comparedRows } from '../event-store/rows.mjs';
import { bareConsumer } from './bare-kafkajs.mjs';
import { publishOrders } from './orders.mjs';
import { ProcessorTime } from './processor-time.mjs';
import { AT_ONCE, BENCH, countdown, INSERT_ROW, openBroker, openService, ROWS_TABLE, subscribe } from './world.mjs';

const PARTITIONS = 12;
const KEYS = 1_000;

/** A one-row insert for each message: with the inbox in the handler's transaction, without it, and by the bare client. */
export async function measureConsuming({ server, kafkaUrl, plan }) {
  const service = await openService(server, 'consume');
  await service.dataSource.query(ROWS_TABLE.replace('unlogged ', ''));
  const broker = openBroker(kafkaUrl);
  const topic = `bench_consume_${newId()}`;
  doing(`publishing ${plan.messages} messages`);
  await publishOrders(broker, { topic, partitions: PARTITIONS, keys: KEYS, messages: plan.messages });
  const pool = openPool({ connectionString: service.url, max: AT_ONCE });

  const edda = (guarantee, insert) => async () => {
    const all = countdown(plan.messages);
    let startedAt = 0;
    const runner = await subscribe({
      service,
      broker,
      name: newId(),
      topic,
      policy: { guarantee, concurrency: AT_ONCE },
      handle: async ({ data }) => {
        startedAt ||= performance.now();
        await insert(data);
        all.count();
      },
    });
    await all.reached;
    // What the last handlers wrote is committed after they have ended.
    while (runner.status().finished < plan.messages) await immediately();
    const endedAt = performance.now();
    await runner.stop(10_000);
    return endedAt - startedAt;
  };
  const withCommit = ({ orderId, totalCents }) =>
    service.store.unitOfWork.write({ ...INSERT_ROW, values: [orderId, totalCents] });
  const beforeCommit = ({ orderId, totalCents }) =>
    service.store.unitOfWork.client().query(INSERT_ROW.text, [orderId, totalCents], INSERT_ROW.name);
  const alone = ({ orderId, totalCents }) => pool.query({ ...INSERT_ROW, values: [orderId, totalCents] });
  const bare = async () => {
    const all = countdown(plan.messages);
    let startedAt = 0;
    const stop = await bareConsumer({
      kafkaUrl,
      group: `bare.${newId()}`,
      topic,
      atOnce: AT_ONCE,
      handle: async ({ value }) => {
        startedAt ||= performance.now();
        await alone(JSON.parse(value.toString()));
        all.count();
      },
    });
    const endedAt = await all.reached;
    await stop();
    return endedAt - startedAt;
  };

  try {
    const rows = [];
    const effectivelyOnce = [
      { name: 'Edda', run: edda('effectively-once', withCommit) },
      { name: 'Edda, a statement by itself', run: edda('effectively-once', beforeCommit) },
    ];
    const atLeastOnce = [{ name: 'Edda', run: edda('at-least-once', alone) }];
    for (const [workload, own, bar] of [
      ['consume with the inbox', effectivelyOnce, '>= 0.5'],
      ['consume without inbox', atLeastOnce, '>= 0.8'],
    ]) {
      const subjects = [...own, { name: 'bare kafkajs', run: bare }];
      const time = new ProcessorTime();
      const medians = await interleaved({
        label: workload,
        rounds: plan.rounds,
        subjects,
        measure: async (subject) => {
          await service.dataSource.query('truncate handled_orders');
          return (plan.messages / (await time.of(subject, plan.messages, subject.run))) * 1000;
        },
      });
      rows.push(...comparedRows(BENCH, workload, 'messages/s', medians, { 'bare kafkajs': bar }));
      rows.push(...time.rows(BENCH, workload));
    }
    return rows;
  } finally {
    await pool.end();
    await broker.close();
    await service.close();
  }
}
