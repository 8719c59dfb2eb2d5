import { ALL_TOPICS, message } from '@edda/event-schemas';
import type { PostgresEventStore, UnitOfWork } from '@edda/event-store';
import { eventStoreOver } from '@edda/event-store/testing';
import { newId, pause } from '@edda/kernel';
import { kafkaForTests } from '@edda/test-kafka';
import { rabbitMQForTests } from '@edda/test-rabbitmq';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { brokerUnavailable, recordTooLarge } from '../src/broker/broker-errors.js';
import type { Broker, Delivery } from '../src/index.js';
import { startRelay, type Relay } from '../src/relay/relay.js';
import type { SubscriptionRunner } from '../src/subscriptions/subscription-runner.js';
import { eventually, type BrokerFixture } from '../src/testing/index.js';
import { moveRecords, type MoveProgress } from '../src/topics/move-records.js';
import { subscriptionGroups } from '../src/topics/subscription-groups.js';
import { openEmbeddedBroker } from './embedded-fixture.js';
import { openKafka } from './kafka-fixture.js';
import { openRabbitMQ } from './rabbitmq-fixture.js';
import { deliveryWorld } from './support/delivery-world.js';
import { LetterSent, PrintLetter } from './support/letters.js';
import { silent, startReader } from './support/reader.js';

jest.setTimeout(300_000);

const [kafka, rabbitmq] = [await kafkaForTests(), await rabbitMQForTests()];

const SERVERS: Record<string, { isThere: boolean; open: () => Promise<BrokerFixture> }> = {
  'the embedded broker': { isThere: true, open: openEmbeddedBroker },
  Kafka: { isThere: kafka !== undefined, open: () => openKafka(kafka) },
  RabbitMQ: { isThere: rabbitmq !== undefined, open: () => openRabbitMQ(rabbitmq) },
};
const MOVES = [
  ['the embedded broker', 'Kafka'],
  ['the embedded broker', 'RabbitMQ'],
  ['RabbitMQ', 'the embedded broker'],
] as const;
const STREAMS = Array.from({ length: 8 }, (_, n) => `stream-${n}`);
const ROUNDS = 60;

const world = deliveryWorld('move');

for (const [old, next] of MOVES) {
  const [from, to] = [SERVERS[old], SERVERS[next]];
  (from?.isThere && to?.isThere ? describe : describe.skip)(`A move from ${old} to ${next}`, () => {
    let fixtures: BrokerFixture[];
    let brokers: [Broker, Broker];
    let store: PostgresEventStore;
    let running: { stop(deadlineMs?: number): Promise<unknown> }[];

    beforeAll(async () => {
      fixtures = await Promise.all([from, to].flatMap((server) => (server ? [server.open()] : [])));
    });
    afterAll(() => Promise.all(fixtures.map((fixture) => fixture.close())));
    beforeEach(async () => {
      brokers = (await Promise.all(fixtures.map((fixture) => fixture.broker()))) as [Broker, Broker];
      store = eventStoreOver(world.dataSource, 'content');
      running = [];
    });
    afterEach(async () => {
      await stopAll();
      await store.close();
      await Promise.all(brokers.map((broker) => broker.close()));
      await world.dataSource.query('truncate events, streams, checkpoints');
    });

    const stopAll = async (): Promise<void> => {
      await Promise.all(running.splice(0).map((one) => one.stop(5_000)));
    };

    /** Publishes from the log from now on. */
    function relay(broker: Broker): Relay {
      const started = startRelay({ store, broker, logger: silent });
      running.push(started);
      return started;
    }

    /** Writes down, in the unit of work, what each subscription reads. */
    async function read(broker: Broker, name: string, delayMs: number): Promise<SubscriptionRunner> {
      const handle = async ({ data }: Delivery, unitOfWork: UnitOfWork): Promise<void> => {
        await pause(delayMs);
        const manager = await unitOfWork.manager();
        await manager.query('insert into read_letters (text) values ($1)', [`${name} ${(data as LetterSent).text}`]);
      };
      const { dataSource } = world;
      const payload = name.startsWith('print') ? PrintLetter : LetterSent;
      const started = await startReader({ dataSource, broker, name, handle, payload });
      running.push(started);
      return started;
    }

    async function write(rounds: readonly number[]): Promise<void> {
      const { unitOfWork } = store;
      for (const round of rounds) {
        for (const stream of STREAMS) {
          const text = `${stream}/${round}`;
          const name = { tenantId: 'acme', streamId: `${world.name}-${stream}`, category: 'letter' };
          await store.append(name, [message(LetterSent, { text })], { expected: 'any' });
          await unitOfWork.run(async () => unitOfWork.send(message(PrintLetter, { text }), { key: name.streamId }));
        }
      }
    }

    const rounds = (start: number, end: number): number[] =>
      Array.from({ length: end - start }, (_, index) => start + index);

    it('loses nothing, doubles nothing and keeps the order, with events in flight and though it is cut short', async () => {
      const [one, other] = brokers;
      const names = [`fast-${newId()}`, `slow-${newId()}`, `print-${newId()}`] as const;
      const groups = names.map((name) => `learning.${name}`);
      const start = (broker: Broker): Promise<unknown> =>
        Promise.all(names.map((name) => read(broker, name, name.startsWith('slow') ? 15 : 2)));

      await one.ensureTopics(ALL_TOPICS);
      await start(one);
      relay(one);
      await write(rounds(0, ROUNDS));
      await eventually(async () => expect((await world.kept()).length).toBeGreaterThan(50));
      await stopAll();
      await write(rounds(ROUNDS, ROUNDS + 5));
      const before = await world.kept();
      expect(before.length).toBeLessThan(names.length * ROUNDS * STREAMS.length);
      expect(await subscriptionGroups({ query: (text: string) => world.dataSource.query(text) })).toEqual(
        expect.arrayContaining(groups),
      );

      const cut = new AbortController();
      const onProgress = ({ moved }: MoveProgress): void => void (moved > 0 && cut.abort());
      await moveRecords({ from: one, to: other, groups, signal: cut.signal, onProgress });
      const moved = await moveRecords({ from: one, to: other, groups });
      expect(moved.map(({ left }) => left)).toEqual([0, 0, 0]);
      expect(await world.kept()).toEqual(before);

      await start(other);
      relay(other);
      await write(rounds(ROUNDS + 5, ROUNDS + 10));
      const all = rounds(0, ROUNDS + 10);
      await eventually(async () => {
        expect(await world.kept()).toHaveLength(names.length * STREAMS.length * all.length);
      });
      const kept = await world.kept();
      for (const name of names) {
        for (const stream of STREAMS) {
          const own = kept.filter((text) => text.startsWith(`${name} ${stream}/`));
          expect(own).toEqual(all.map((round) => `${name} ${stream}/${round}`));
        }
      }
      expect(await world.parked()).toEqual([]);
    });
  });
}

describe('A move', () => {
  it('knows nothing of groups that the old broker does not know', async () => {
    const fixture = await openEmbeddedBroker();
    const [one, other] = [await fixture.broker(), await fixture.broker()];
    try {
      expect(await moveRecords({ from: one, to: other, groups: ['learning.nobody'] })).toEqual([]);
    } finally {
      await Promise.all([one.close(), other.close()]);
      await fixture.close();
    }
  });

  it('tries again what the new broker cannot take now, and ends with what it refuses for good', async () => {
    const fixture = await openEmbeddedBroker();
    const old = await fixture.broker();
    const topic = { name: 'letters', kind: 'topic', partitions: 1, retentionMs: 86_400_000 } as const;
    const group = 'learning.letters';
    try {
      await old.ensureTopics([topic]);
      const idle = await old.consume({
        group,
        topics: ['letters'],
        from: 'earliest',
        maxBatch: 1,
        open: () => ({ take: () => new Promise(() => undefined), drain: async () => undefined }),
      });
      await idle.close(0);
      await old.publish([{ topic: 'letters', key: 'k', headers: {}, value: '1' }]);
      const failures: Error[] = [brokerUnavailable('here', 'a test')];
      const published: string[] = [];
      const to = {
        ensureTopics: async () => undefined,
        consume: (...args: Parameters<Broker['consume']>) => old.consume(...args),
        publish: async (records: readonly { value: string }[]) => {
          const failure = failures.shift();
          if (failure) throw failure;
          published.push(...records.map(({ value }) => value));
        },
      };
      const moved = await moveRecords({ from: old, to, groups: [group], topics: [topic] });
      expect(moved).toEqual([{ group, moved: 1, left: 0 }]);
      expect(published).toEqual(['1']);

      await old.publish([{ topic: 'letters', key: 'k', headers: {}, value: '2' }]);
      failures.push(recordTooLarge('letters', 'k', 2, 1));
      const refused = moveRecords({ from: old, to, groups: [group], topics: [topic] });
      await expect(refused).rejects.toMatchObject({ code: 'BROKER.RECORD_TOO_LARGE' });
      expect((await old.lag(group, ['letters']))[0]?.lag).toBe(1);
    } finally {
      await old.close();
      await fixture.close();
    }
  });
});
