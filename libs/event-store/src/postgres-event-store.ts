import type { KnownMessages } from '@edda/event-schemas';
import { EddaError, systemClock, type Clock } from '@edda/kernel';
import { DataSource } from 'typeorm';
import type { MessageCodec } from './codec/message-codec.js';
import { StoredMessageCodec } from './codec/stored-message-codec.js';
import type {
  AppendOptions,
  AppendResult,
  EventStore,
  NewEvent,
  ReadAllOptions,
  ReadStreamOptions,
  StreamState,
} from './event-store.js';
import { EVENT_STORE_MIGRATIONS } from './migrations/index.js';
import { runMigrations } from './migrations/run-migrations.js';
import { applyRetention, type RetentionOptions, type RetentionResult } from './life-cycle/apply-retention.js';
import { archiveStream, restoreStream } from './life-cycle/archive-stream.js';
import type { StorageClasses } from './life-cycle/storage-class.js';
import { readStreamRow } from './life-cycle/stream-row.js';
import { truncateStream, type TruncateOptions } from './life-cycle/truncate-stream.js';
import { PersonalData } from './personal-data/personal-data.js';
import type { SubjectKeyStore } from './personal-data/subject-key-store.js';
import { SubjectKeys } from './personal-data/subject-keys.js';
import { InlineProjections } from './projection/inline-projections.js';
import { ProjectionActivity } from './projection/projection-activity.js';
import { Projections } from './projection/projections.js';
import { LogConnections } from './read/log-connections.js';
import { readAll } from './read/read-all.js';
import { readStreamPages } from './read/read-stream.js';
import { finalPosition } from './read/fence.js';
import { assertOwnTenant } from './read/tenant-access.js';
import type { RecordedMessage, StreamId, StreamName } from './recorded-message.js';
import { poolClient, type SqlClient } from './sql-client.js';
import { LogSubscriptions } from './subscribe/log-subscriptions.js';
import type { Subscription, SubscriptionOptions } from './subscribe/subscription.js';
import { LogActivity } from './unit-of-work/log-activity.js';
import { UnitOfWork } from './unit-of-work/unit-of-work.js';

export interface PostgresEventStoreOptions {
  /** Stands in the metadata of everything it appends: the name of the service. */
  source: string;
  /** The messages that this build can read; all whose classes are loaded, unless given. */
  messages?: KnownMessages;
  /** Where the keys of personal fields are kept; without them nothing personal can be stored. Not closed with the store. */
  keys?: SubjectKeyStore | null;
  /** How messages are stored; unless given, personal fields are encrypted and older majors are upcast. */
  codec?: MessageCodec;
  clock?: Clock;
  /** How often subscriptions look for appends of other processes that nobody announced, in milliseconds; 2000 unless given. */
  pollMs?: number;
}

export interface OpenOptions extends PostgresEventStoreOptions {
  /** A Postgres database, 15 or newer; its tables are made and brought up to date. */
  url: string;
  /** Connections at most, 2 at least; 10 unless given. */
  poolSize?: number;
}

/** One that a transaction holds, and one for what must not take part in it. */
const LEAST_CONNECTIONS = 2;

/** An event store in a Postgres database, over the connections of a TypeORM DataSource. */
export class PostgresEventStore implements EventStore {
  readonly inlineProjections = new InlineProjections();
  readonly activity = new LogActivity();
  readonly projectionActivity: ProjectionActivity;
  readonly projections: Projections;
  readonly unitOfWork: UnitOfWork;
  readonly personalData: PersonalData;
  readonly codec: MessageCodec;
  private readonly client: SqlClient;
  private readonly log: LogConnections;
  private readonly subscriptions: LogSubscriptions;
  private owned = false;
  private closing: Promise<void> | null = null;

  /** @param dataSource its database must have the tables of {@link EVENT_STORE_MIGRATIONS} */
  constructor(
    readonly dataSource: DataSource,
    { source, messages, keys: store = null, codec, clock = systemClock, pollMs = 2000 }: PostgresEventStoreOptions,
  ) {
    const keys = store && new SubjectKeys(store);
    this.codec = codec ?? new StoredMessageCodec({ messages, keys });
    this.client = poolClient(dataSource);
    const { inlineProjections: projections, activity } = this;
    this.unitOfWork = new UnitOfWork({ source, dataSource, projections, activity, codec: this.codec, clock });
    this.log = new LogConnections(dataSource);
    const { client, log, unitOfWork } = this;
    this.subscriptions = new LogSubscriptions({
      source,
      log,
      client,
      activity,
      codec: this.codec,
      unitOfWork,
      clock,
      pollMs,
    });
    this.projectionActivity = new ProjectionActivity(dataSource);
    this.projections = new Projections({
      dataSource,
      codec: this.codec,
      unitOfWork: this.unitOfWork,
      inline: projections,
      subscribe: (subscription) => this.subscribe(subscription),
      readAll: (read) => this.readAll(read),
      moved: (names) => this.projectionActivity.moved(names),
    });
    this.personalData = new PersonalData({ source, unitOfWork: this.unitOfWork, store, keys });
  }

  /** Connects to a database and brings its tables up to date; `close` disconnects. */
  static async open({ url, poolSize = 10, ...options }: OpenOptions): Promise<PostgresEventStore> {
    if (!Number.isSafeInteger(poolSize) || poolSize < LEAST_CONNECTIONS) throw poolTooSmall(poolSize);
    const dataSource = new DataSource({
      type: 'postgres',
      url,
      poolSize,
      applicationName: `edda ${options.source}`,
      migrations: [...EVENT_STORE_MIGRATIONS],
      migrationsTransactionMode: 'each',
      extra: { keepAlive: true, lock_timeout: 10_000, idle_in_transaction_session_timeout: 60_000 },
    });
    await dataSource.initialize();
    try {
      await runMigrations(dataSource);
      const store = new PostgresEventStore(dataSource, options);
      store.owned = true;
      return store;
    } catch (error) {
      await dataSource.destroy();
      throw error;
    }
  }

  async append(stream: StreamName, events: readonly NewEvent[], { expected }: AppendOptions): Promise<AppendResult> {
    return this.unitOfWork.appendAlone(stream, events, expected);
  }

  readStream(stream: StreamId, options: ReadStreamOptions = {}): AsyncIterableIterator<RecordedMessage> {
    return readStreamPages(this.client, this.codec, stream, options);
  }

  readAll(options: ReadAllOptions = {}): AsyncIterableIterator<RecordedMessage> {
    return readAll(this.log, this.codec, options);
  }

  async streamState(stream: StreamId): Promise<StreamState | null> {
    assertOwnTenant(stream);
    const row = await readStreamRow(this.client, stream);
    return row && { version: row.version, firstVersion: row.firstVersion, archivedAt: row.archivedAt };
  }

  async finalPosition(signal?: AbortSignal): Promise<number> {
    return finalPosition(this.client, 0, signal);
  }

  subscribe(options: SubscriptionOptions): Subscription {
    return this.subscriptions.start(options);
  }

  /** @see {@link archiveStream} */
  async archiveStream(stream: StreamId): Promise<number> {
    return archiveStream(this.unitOfWork, stream);
  }

  /** @see {@link restoreStream} */
  async restoreStream(stream: StreamId): Promise<number> {
    return restoreStream(this.unitOfWork, stream);
  }

  /** @see {@link truncateStream} */
  async truncateStream(stream: StreamId, options: TruncateOptions): Promise<number> {
    return truncateStream(this.unitOfWork, stream, options);
  }

  /** @see {@link applyRetention} */
  async applyRetention(classes: StorageClasses, options?: RetentionOptions): Promise<RetentionResult[]> {
    return applyRetention(this.unitOfWork, classes, options);
  }

  close(): Promise<void> {
    this.closing ??= this.closeAll();
    return this.closing;
  }

  private async closeAll(): Promise<void> {
    await this.projections.stop();
    await this.subscriptions.stop();
    await this.unitOfWork.close();
    await this.projectionActivity.close();
    if (this.owned && this.dataSource.isInitialized) await this.dataSource.destroy();
  }
}

function poolTooSmall(poolSize: number): EddaError {
  return new EddaError(
    'invalid',
    'POOL_TOO_SMALL',
    `A pool of ${poolSize} connections is too small for an event store: give it ${LEAST_CONNECTIONS} or more.`,
    [{ field: 'poolSize', value: poolSize, message: `must be ${LEAST_CONNECTIONS} or more` }],
  );
}
