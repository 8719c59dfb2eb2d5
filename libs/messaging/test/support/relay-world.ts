import { message, type MessageClass } from '@edda/event-schemas';
import { EVENT_STORE_MIGRATIONS, poolClient, type PostgresEventStore, type StreamName } from '@edda/event-store';
import { eventStoreOver } from '@edda/event-store/testing';
import { newId } from '@edda/kernel';
import {
  createTestDatabase,
  startThrowAwayPostgres,
  type TestDatabase,
  type ThrowAwayPostgres,
} from '@edda/test-database';
import type { DataSource } from 'typeorm';
import type { OutgoingRecord } from '../../src/broker/broker.js';
import { RefusedRecords1764000000400 } from '../../src/migrations/1764000000400-refused-records.js';
import { RefusedRecords } from '../../src/relay/refused-records.js';
import { startRelay, type Relay } from '../../src/relay/relay.js';
import type { RelayOptions } from '../../src/relay/relay-options.js';
import { LetterSent, PrintLetter } from './letters.js';

const silent = { debug() {}, info() {}, warn() {}, error() {} };

/** A broker that keeps what it takes, and refuses what the spec says. */
export class ChoosyBroker {
  readonly published: OutgoingRecord[] = [];
  /** How often it was asked. */
  calls = 0;
  /** The error for a record it does not take; nothing of such a call is stored. */
  refuse: (record: OutgoingRecord) => Error | null = () => null;

  async publish(records: readonly OutgoingRecord[]): Promise<void> {
    this.calls++;
    for (const record of records) {
      const error = this.refuse(record);
      if (error) throw error;
    }
    this.published.push(...records);
  }

  get texts(): string[] {
    return this.published.map(textOf);
  }

  textsOf(stream: StreamName): string[] {
    return this.published.filter(({ key }) => key === `${stream.tenantId}/${stream.streamId}`).map(textOf);
  }
}

export const textOf = ({ value }: Pick<OutgoingRecord, 'value'>): string =>
  (JSON.parse(value) as LetterSent | null)?.text ?? '-';

export const newStream = (): StreamName => ({ tenantId: 'acme', streamId: `letter-${newId()}`, category: 'letter' });

/** The database of a service with a log and what the relay keeps, and relays over it. */
export class RelayWorld {
  readonly broker = new ChoosyBroker();
  readonly store: PostgresEventStore;
  readonly refused: RefusedRecords;
  private readonly relays: Relay[] = [];
  private readonly stores: PostgresEventStore[] = [];

  private constructor(
    private readonly postgres: ThrowAwayPostgres,
    private readonly database: TestDatabase,
  ) {
    this.store = this.anotherStore(database.dataSource);
    this.refused = new RefusedRecords(poolClient(database.dataSource));
  }

  static async open(label: string): Promise<RelayWorld> {
    const postgres = await startThrowAwayPostgres();
    const migrations = [...EVENT_STORE_MIGRATIONS, RefusedRecords1764000000400];
    return new RelayWorld(postgres, await createTestDatabase(postgres, { label, poolSize: 12, migrations }));
  }

  get dataSource(): DataSource {
    return this.database.dataSource;
  }

  /** A store of another process. */
  async elsewhere(): Promise<PostgresEventStore> {
    return this.anotherStore(await this.database.connect());
  }

  relay(options: Partial<RelayOptions> = {}): Relay {
    const { store, broker } = this;
    const relay = startRelay({ store, broker, logger: silent, ...options });
    this.relays.push(relay);
    return relay;
  }

  /** Appends letters to one stream. */
  async write(stream: StreamName, ...texts: string[]): Promise<void> {
    const events = texts.map((text) => message(LetterSent, { text }));
    await this.store.append(stream, events, { expected: 'any' });
  }

  /** Sends a command under a key. */
  async command(key: string, text: string): Promise<void> {
    await this.send(PrintLetter, { text }, key);
  }

  private async send<T extends object>(payload: MessageClass<T>, data: T, key: string): Promise<void> {
    const { unitOfWork } = this.store;
    await unitOfWork.run(async () => unitOfWork.send(message(payload, data), { key }));
  }

  /** After each test: nothing runs, and the database is empty. */
  async clear(): Promise<void> {
    await Promise.all(this.relays.splice(0).map((relay) => relay.stop()));
    this.broker.published.length = 0;
    this.broker.calls = 0;
    this.broker.refuse = () => null;
    await this.dataSource.query('truncate events, streams, checkpoints, subscription_members, refused_records');
  }

  async close(): Promise<void> {
    for (const store of this.stores) await store.close();
    await this.database.close();
    await this.postgres.stop();
  }

  private anotherStore(dataSource: DataSource): PostgresEventStore {
    const store = eventStoreOver(dataSource, 'content');
    this.stores.push(store);
    return store;
  }
}
