import { afterAll, afterEach, beforeAll, beforeEach } from '@jest/globals';
import { EVENT_STORE_MIGRATIONS, type UnitOfWork } from '@edda/event-store';
import { newId } from '@edda/kernel';
import {
  createTestDatabase,
  POSTGRES_START_TIMEOUT_MS,
  startThrowAwayPostgres,
  type TestDatabase,
  type ThrowAwayPostgres,
} from '@edda/test-database';
import type { DataSource } from 'typeorm';
import { MESSAGING_MIGRATIONS, type BrokerRecord, type Delivery } from '../../src/index.js';
import type { SubscriptionRunner } from '../../src/subscriptions/subscription-runner.js';
import type { LetterSent } from './letters.js';
import { ManualBroker } from './manual-broker.js';
import { startReader, type ReaderOptions } from './reader.js';
import { beginStreams } from './records.js';

/** A database with what messaging keeps, and per test a broker and a subscription's name of its own. */
export class DeliveryWorld {
  database!: TestDatabase;
  broker!: ManualBroker;
  readers: SubscriptionRunner[] = [];
  name = '';

  get dataSource(): DataSource {
    return this.database.dataSource;
  }

  get group(): string {
    return `learning.${this.name}`;
  }

  /** Starts a subscription; every call in one test is another instance of the same one, with `member` counting from 0. */
  async read(
    handle: ReaderOptions['handle'] = this.keep,
    options: Partial<Pick<ReaderOptions, 'payload' | 'rejection' | 'policy' | 'runner' | 'broker'>> = {},
  ): Promise<SubscriptionRunner> {
    const { dataSource, broker, name } = this;
    const reader = await startReader({ dataSource, broker, name, handle, ...options });
    this.readers.push(reader);
    return reader;
  }

  /** Writes down, in the unit of work, what was read. */
  readonly keep = async ({ data }: Delivery, unitOfWork: UnitOfWork): Promise<void> => {
    const manager = await unitOfWork.manager();
    await manager.query('insert into read_letters (text) values ($1)', [(data as LetterSent).text]);
  };

  async kept(): Promise<string[]> {
    const rows = await this.dataSource.query<{ text: string }[]>('select text from read_letters order by id');
    return rows.map(({ text }) => text);
  }

  /** What lies parked, as status and text. */
  async parked(): Promise<[string, string][]> {
    const rows = await this.dataSource.query<{ status: string; record: BrokerRecord }[]>(
      'select status, record from parked_messages where subscription = $1 order by lane, place, id',
      [this.group],
    );
    return rows.map(({ status, record }) => [status, (JSON.parse(record.value) as LetterSent).text]);
  }

  async keyRows(): Promise<{ last: number | null; state: string }[]> {
    const rows = await this.dataSource.query<{ last_sequence: string | null; state: string }[]>(
      'select last_sequence, state from subscription_keys where subscription = $1 order by key',
      [this.group],
    );
    return rows.map(({ last_sequence, state }) => ({
      last: last_sequence === null ? null : Number(last_sequence),
      state,
    }));
  }

  /** Lets parked messages be tried again at once, instead of after their back-off. */
  async hurry(): Promise<void> {
    await this.dataSource.query(`update parked_messages set next_attempt_at = now() - interval '1 minute'`);
    await this.dataSource.query(`update subscription_keys set due_at = now() where due_at is not null`);
    for (const reader of this.readers) reader.wake();
  }
}

/** To be called once at the top of a spec. */
export function deliveryWorld(label: string): DeliveryWorld {
  const world = new DeliveryWorld();
  let postgres: ThrowAwayPostgres;
  beforeAll(async () => {
    postgres = await startThrowAwayPostgres();
    const migrations = [...EVENT_STORE_MIGRATIONS, ...MESSAGING_MIGRATIONS];
    world.database = await createTestDatabase(postgres, { label, migrations });
    await world.dataSource.query('create table read_letters (id int generated always as identity, text text not null)');
  }, POSTGRES_START_TIMEOUT_MS);
  afterAll(async () => {
    await world.database.close();
    await postgres.stop();
  });
  beforeEach(() => {
    beginStreams();
    world.broker = new ManualBroker();
    world.readers = [];
    world.name = newId();
  });
  afterEach(async () => {
    await Promise.all(world.readers.map((reader) => reader.stop(5000)));
    await world.dataSource.query('truncate read_letters');
  });
  return world;
}
