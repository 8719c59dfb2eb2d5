import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { message, InternalEventSchema } from '@edda/event-schemas';
import { EVENT_STORE_MIGRATIONS, type PostgresEventStore } from '@edda/event-store';
import { eventStoreOver } from '@edda/event-store/testing';
import { newId } from '@edda/kernel';
import {
  createTestDatabase,
  eventually,
  POSTGRES_START_TIMEOUT_MS,
  startThrowAwayPostgres,
  type TestDatabase,
  type ThrowAwayPostgres,
} from '@edda/test-database';
import { IsString } from 'class-validator';
import { RefusedRecords1764000000400 } from '../src/migrations/1764000000400-refused-records.js';
import { startRelay, type Relay } from '../src/relay/relay.js';
import type { RelayOptions } from '../src/relay/relay-options.js';
import { LetterSent, PrintLetter } from './support/letters.js';
import { ManualBroker } from './support/manual-broker.js';

const silent = { debug() {}, info() {}, warn() {}, error() {} };

@InternalEventSchema({ type: 'LetterSealed', version: '1.0.0', sender: 'content', description: 'For these specs.' })
class LetterSealed {
  @IsString()
  text!: string;
}

let postgres: ThrowAwayPostgres;
let database: TestDatabase;
let store: PostgresEventStore;
let broker: ManualBroker;
const relays: Relay[] = [];

beforeAll(async () => {
  postgres = await startThrowAwayPostgres();
  database = await createTestDatabase(postgres, {
    label: 'relay',
    migrations: [...EVENT_STORE_MIGRATIONS, RefusedRecords1764000000400],
  });
}, POSTGRES_START_TIMEOUT_MS);

afterAll(async () => {
  await database.close();
  await postgres.stop();
});

beforeEach(async () => {
  await database.dataSource.query('truncate events, streams, checkpoints, subscription_members, refused_records');
  store = eventStoreOver(database.dataSource, 'content');
  broker = new ManualBroker();
});

afterEach(async () => {
  await Promise.all(relays.splice(0).map((one) => one.stop()));
  await store.close();
});

function relay(options: Partial<RelayOptions> = {}): Relay {
  const started = startRelay({ store, broker, logger: silent, ...options });
  relays.push(started);
  return started;
}

const newStream = () => ({ tenantId: 'acme', streamId: `letter-${newId()}`, category: 'letter' });
const letter = (text: string) => message(LetterSent, { text });
const texts = (): string[] => broker.published.map(({ value }) => (JSON.parse(value) as LetterSent).text);

async function send(...all: string[]): Promise<void> {
  await store.unitOfWork.run(async () => {
    for (const text of all) store.unitOfWork.append(newStream(), [letter(text)], 'none');
  });
}

describe('The relay', () => {
  it('publishes what was committed before it started, and what comes', async () => {
    await send('before');
    relay();
    await eventually(() => expect(texts()).toEqual(['before']));
    await send('after');
    await eventually(() => expect(texts()).toEqual(['before', 'after']));
  });

  it('publishes nothing that was undone', async () => {
    const { unitOfWork } = store;
    const undone = unitOfWork.run(async () => {
      unitOfWork.append(newStream(), [letter('undone')], 'none');
      throw new Error('Undone.');
    });
    await expect(undone).rejects.toThrow('Undone.');
    await unitOfWork.run(async () => {
      unitOfWork.append(newStream(), [letter('conflict')], 'exists');
      unitOfWork.send(message(PrintLetter, { text: 'conflict' }), { key: 'printer' });
    });
    relay();
    await send('committed');
    await eventually(() => expect(texts()).toEqual(['committed']));
  });

  it('publishes commands and public events, and no internal event', async () => {
    const { unitOfWork } = store;
    await unitOfWork.run(async () => {
      unitOfWork.append(newStream(), [message(LetterSealed, { text: 'secret' }), letter('public')], 'none');
      unitOfWork.send(message(PrintLetter, { text: 'command' }), { key: 'printer-1' });
    });
    relay();
    await eventually(() => expect(texts().sort()).toEqual(['command', 'public']));
    const [command, event] = [...broker.published].sort((left, right) => (left.value < right.value ? -1 : 1));
    expect(event).toMatchObject({ topic: 'content_events', headers: { ce_sequence: '2', ce_previous: '0' } });
    expect(command).toMatchObject({ topic: 'learning_commands', key: 'default/printer-1' });
  });

  it('keeps the order of a stream', async () => {
    const stream = newStream();
    const { unitOfWork } = store;
    relay();
    for (let version = 0; version < 20; version++) {
      await unitOfWork.run(async () => unitOfWork.append(stream, [letter(`${version}`)], version));
    }
    await eventually(() => expect(broker.published).toHaveLength(20));
    expect(texts()).toEqual(Array.from({ length: 20 }, (_, index) => `${index}`));
    expect(broker.published.map(({ headers }) => headers['ce_previous'])).toEqual(texts());
  });

  it('publishes again, in the same order and with the same ids, until the broker has taken it', async () => {
    broker.failures.push(new Error('The broker is away.'), new Error('Still away.'));
    const stream = newStream();
    await store.unitOfWork.run(async () =>
      store.unitOfWork.append(stream, [letter('1'), letter('2'), letter('3')], 'none'),
    );
    const rows = await database.dataSource.query<{ id: string }[]>('select id from events order by position');
    relay();
    await eventually(() => expect(broker.published).toHaveLength(3));
    expect(broker.published.map(({ headers }) => headers['ce_id'])).toEqual(rows.map(({ id }) => id));
  });

  it('publishes again what it may have published when it was killed before it could note that', async () => {
    await send('1', '2');
    const first = relay();
    const head = await store.finalPosition();
    await eventually(async () => {
      const [row] = await database.dataSource.query<{ position: string }[]>(
        'select min(position) as position from checkpoints',
      );
      expect(Number(row?.position)).toBe(head);
    });
    await first.stop();
    await database.dataSource.query('update checkpoints set position = 0');
    relay();
    await eventually(() => expect(broker.published).toHaveLength(4));
    const ids = broker.published.map(({ headers }) => headers['ce_id']);
    expect(ids.slice(2).sort()).toEqual(ids.slice(0, 2).sort());
  });
});
