import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { EVENT_STORE_MIGRATIONS, runMigrations } from '@edda/event-store';
import {
  createTestDatabase,
  eventually,
  POSTGRES_START_TIMEOUT_MS,
  startThrowAwayPostgres,
  type TestDatabase,
  type ThrowAwayPostgres,
} from '@edda/test-database';
import { DataSource } from 'typeorm';
import { CreateInbox1760000000100, MESSAGING_MIGRATIONS, type BrokerRecord } from '../src/index.js';
import { pruneInbox } from '../src/subscriptions/housekeeping.js';
import type { SubscriptionRunner } from '../src/subscriptions/subscription-runner.js';
import { SubscriptionParts } from '../src/subscriptions/subscription-parts.js';
import { definePolicy } from '../src/policies/define-policy.js';
import { eventStoreOver } from '@edda/event-store/testing';
import { PrintLetter, type LetterSent } from './support/letters.js';
import { ManualBroker } from './support/manual-broker.js';
import { silent, startReader } from './support/reader.js';
import { beginStreams, idOf, inOrder, letter, recordOf } from './support/records.js';

let postgres: ThrowAwayPostgres;
let database: TestDatabase;
/** Of the build that brings the database up to date. */
let current: DataSource;
let broker: ManualBroker;
let readers: SubscriptionRunner[];
let seen: string[];
const GROUP = 'learning.read-letter';

beforeAll(async () => {
  postgres = await startThrowAwayPostgres();
}, POSTGRES_START_TIMEOUT_MS);

afterAll(() => postgres.stop());

beforeEach(async () => {
  database = await createTestDatabase(postgres, {
    label: 'inbox_in_use',
    migrations: [...EVENT_STORE_MIGRATIONS, CreateInbox1760000000100],
  });
  current = await new DataSource({
    type: 'postgres',
    url: database.url,
    migrations: [...EVENT_STORE_MIGRATIONS, ...MESSAGING_MIGRATIONS],
    migrationsTransactionMode: 'each',
  }).initialize();
  beginStreams();
  broker = new ManualBroker();
  readers = [];
  seen = [];
});

afterEach(async () => {
  await Promise.all(readers.map((reader) => reader.stop(5000)));
  await current.destroy();
  await database.close();
});

/** As the version before noted it. */
async function handledBefore(...records: BrokerRecord[]): Promise<void> {
  for (const record of records) {
    await database.dataSource.query('insert into inbox (subscription, message_id) values ($1, $2)', [
      GROUP,
      idOf(record),
    ]);
  }
}

async function parkedBefore(record: BrokerRecord, status: string): Promise<void> {
  await database.dataSource.query(
    `insert into parked_messages (subscription, key, message_id, record, status, attempts, error_code, error_message)
     values ($1, $2, $3, $4, $5, 3, 'INTERNAL', 'Error: broken')`,
    [GROUP, record.key, idOf(record), JSON.stringify(record), status],
  );
}

async function upgrade(): Promise<void> {
  await runMigrations(current);
  readers.push(
    await startReader({
      dataSource: current,
      broker,
      name: 'read-letter',
      handle: async ({ data }) => void seen.push((data as LetterSent).text),
    }),
  );
}

const letters = (count: number, streamId: string): BrokerRecord[] =>
  Array.from({ length: count }, (_, index) => letter(streamId, `${streamId}${index + 1}`));

describe('A subscription that worked before there were key rows', () => {
  it('goes on where it was, without handling anything twice and without false gaps', async () => {
    const [a1, a2, a3, a4] = letters(4, 'a') as [BrokerRecord, BrokerRecord, BrokerRecord, BrokerRecord];
    const b = letters(6, 'b');
    await handledBefore(a1, a2, a3);
    await upgrade();
    await broker.hand(inOrder(a2, a3, a4, ...b.slice(4)));
    expect([...seen].sort()).toEqual(['a4', 'b5', 'b6']);
    await broker.hand(inOrder(a1, a2, a3, a4, ...b.slice(4)));
    expect(seen).toHaveLength(3);
  });

  it('takes over what was parked, in order, and what was given up', async () => {
    const a = letters(3, 'a');
    const b = letters(3, 'b');
    await parkedBefore(a[0] as BrokerRecord, 'retrying');
    await parkedBefore(a[1] as BrokerRecord, 'waiting');
    await parkedBefore(b[0] as BrokerRecord, 'dead');
    await parkedBefore(b[1] as BrokerRecord, 'waiting');
    await upgrade();
    await eventually(() => expect(seen).toEqual(['a1', 'a2']));
    await broker.hand(inOrder(...a, ...b));
    expect(seen).toEqual(['a1', 'a2', 'a3']);
    const rows = await current.query<object[]>('select status, holds_key, code, attempts from dead_letters');
    expect(rows).toEqual([{ status: 'dead', holds_key: true, code: 'INTERNAL', attempts: 3 }]);
    const waiting = await current.query<object[]>('select status from parked_messages order by place');
    expect(waiting).toEqual([{ status: 'dead' }, { status: 'waiting' }, { status: 'waiting' }]);
  });

  it('takes over what an instance of the version before parks while both run', async () => {
    await upgrade();
    await parkedBefore(letter('a', 'a1'), 'retrying');
    readers[0]?.wake();
    await eventually(() => expect(seen).toEqual(['a1']));
  });

  it('is brought up to date once, however often that is asked for', async () => {
    await runMigrations(current);
    await runMigrations(current);
    const runner = current.createQueryRunner();
    for (const Migration of MESSAGING_MIGRATIONS.slice(1)) await new Migration().up(runner);
    await runner.release();
  });
});

describe('The inbox', () => {
  it('keeps the marks of messages as long as a broker may deliver them, and no longer', async () => {
    await runMigrations(current);
    const [young, old] = [recordOf(PrintLetter, { text: 'young' }), recordOf(PrintLetter, { text: 'old' })];
    await handledBefore(young, old);
    await current.query(`update inbox set handled_at = now() - interval '8 days' where message_id = $1`, [idOf(young)]);
    await current.query(`update inbox set handled_at = now() - interval '15 days' where message_id = $1`, [idOf(old)]);
    const { unitOfWork } = eventStoreOver(current, 'learning');
    const subscription = {
      name: 'read-letter',
      group: GROUP,
      topics: ['learning_commands'],
      messages: null,
      rejection: null,
      policy: definePolicy('read-letter'),
      handle: async () => undefined,
    };
    const options = { service: 'learning', dataSource: current, unitOfWork, broker, logger: silent };
    await pruneInbox(new SubscriptionParts(subscription, options));
    const rows = await current.query<{ message_id: string }[]>('select message_id from inbox');
    expect(rows).toEqual([{ message_id: idOf(young) }]);
  });
});
