// A process of the other context: carries out the commands of the sagas, answers them as they ask for, and says what it
// was told to say.
import { setTimeout as delay } from 'node:timers/promises';
import { definitionOf, message, TOPICS } from '@edda/event-schemas';
import { PostgresEventStore, streamName } from '@edda/event-store';
import { definePolicy, startRelay, SubscriptionRunner } from '@edda/messaging';
import { obey, Reporter, settings } from '../lib/child.mjs';
import { Journal } from '../lib/journal.mjs';
import { openBroker } from '../messaging/broker.mjs';
import { doubling } from './doubling.mjs';
import { LOGGER } from './logger.mjs';
import { SagaOrdered, SagaSignalled, Work, WorkAnswered } from './messages.mjs';
import { patiently } from './patiently.mjs';

const given = settings();
const { contextUrl, name, incarnation, folder, leaseMs, patienceMs } = given;
const reporter = new Reporter();
const journal = new Journal(`${folder}/${name}-${incarnation}.jsonl`);
const store = await patiently(() => PostgresEventStore.open({ url: contextUrl, source: 'learning', poolSize: 10 }));
const broker = openBroker(given);
const { dataSource, unitOfWork } = store;

const answer = (id, { answer, ...data }) =>
  unitOfWork.append(
    streamName('work', data.sagaId),
    [message(WorkAnswered, { ...pick(data), requestId: id, ok: answer !== 'refuse' })],
    'any',
  );
const pick = ({ sagaId, step, round, index, attempt, purpose }) => ({ sagaId, step, round, index, attempt, purpose });

const hit = (fault, sagaId) => {
  reporter.hit(fault);
  journal.write(['hit', fault, sagaId]);
};

async function carryOut({ id, data }) {
  const manager = await unitOfWork.manager();
  await manager.query('insert into chaos_carried (command_id, data) values ($1, $2)', [id, data]);
  if (data.purpose === 'release') return;
  if (data.answer === 'late')
    await manager.query(
      `insert into chaos_late (due_at, data) values (clock_timestamp() + $1 * interval '1 millisecond', $2)`,
      [data.lateMs, { ...data, id }],
    );
  if (['ok', 'refuse', 'twice'].includes(data.answer)) answer(id, data);
  if (data.answer === 'twice') answer(id, data);
  const fault = { refuse: 'refused', twice: 'answered-twice', never: 'never-answered' }[data.answer];
  unitOfWork.afterCommit(() => {
    reporter.progress(name);
    if (fault && data.purpose === 'do') hit(fault, data.sagaId);
  });
}

/** Gives the answers whose time has come. */
async function answerLate() {
  await unitOfWork.run(async () => {
    const manager = await unitOfWork.manager();
    const [rows] = await manager.query(
      `delete from chaos_late where id in (
         select id from chaos_late where due_at <= clock_timestamp() order by due_at limit 50 for update skip locked
       ) returning data`,
    );
    for (const { data } of rows) {
      answer(data.id, data);
      if (data.lateMs > patienceMs) hit('answered-late', data.sagaId);
    }
  });
}

const runner = new SubscriptionRunner(
  {
    name: 'work',
    group: 'learning.work',
    topics: [TOPICS.learning.command.name],
    messages: [definitionOf(Work)],
    rejection: null,
    policy: definePolicy('work', {
      concurrency: 12,
      prefetch: 100,
      retry: { attempts: 100, backoff: 'exponential', initialMs: 20, maxMs: 1_000, jitter: 0.2 },
    }),
    handle: carryOut,
  },
  { service: 'learning', dataSource, unitOfWork, broker, logger: LOGGER },
);
await patiently(() => runner.start());
const twice = doubling(broker, { given, journal, reporter });
const relay = startRelay({ store, broker: twice, logger: LOGGER, leaseMs });

let closed = false;
const late = (async () => {
  while (!closed) {
    await answerLate().catch((error) => console.error(new Date().toISOString(), 'late answers wait:', String(error)));
    await delay(50);
  }
})();

/** Says something once, however often it has to be tried: the caller gives its id. */
const say = (payload, category) => async (data) => {
  const { eventId, ...rest } = data;
  const result = await store.append(streamName(category, rest.sagaId), [{ ...message(payload, rest), id: eventId }], {
    expected: 'any',
  });
  if (!result.ok) throw new Error(`An append was refused: ${JSON.stringify(result)}.`);
  return true;
};

obey({
  order: say(SagaOrdered, 'order'),
  signal: say(SagaSignalled, 'signal'),
  lag: () => relay.lag(),
  async close() {
    closed = true;
    await late;
    await runner.stop(5_000);
    await relay.stop();
    await broker.close();
    await store.close();
    reporter.send();
    return true;
  },
});
