import { PostgresEventStore, readStream, poolClient, EVENT_STORE_MIGRATIONS } from '@edda/event-store';
import { runInContext, type ExecutionContext, type Uuid } from '@edda/kernel';
import type { MessageLogger } from '@edda/messaging';
import { createTestDatabase, eventually, type TestDatabase, type ThrowAwayPostgres } from '@edda/test-database';
import type { DataSource } from 'typeorm';
import {
  SAGA_MIGRATIONS,
  SagaRunner,
  type AnySagaDefinition,
  type SagaOverview,
  type SagaRunnerOptions,
} from '../../src/index.js';

export const SERVICE = 'kitchen';

/** Keeps what was logged. */
export class KeptLog implements MessageLogger {
  readonly lines: { level: string; message: string; fields: object }[] = [];

  debug = (message: string, fields = {}): void => void this.lines.push({ level: 'debug', message, fields });
  info = (message: string, fields = {}): void => void this.lines.push({ level: 'info', message, fields });
  warn = (message: string, fields = {}): void => void this.lines.push({ level: 'warn', message, fields });
  error = (message: string, fields = {}): void => void this.lines.push({ level: 'error', message, fields });
}

/** One process over the database: its store and its runner. */
export interface SagaProcess {
  readonly runner: SagaRunner;
  readonly store: PostgresEventStore;
  readonly log: KeptLog;
  stop(): Promise<void>;
}

export function processOver(
  dataSource: DataSource,
  definitions: readonly AnySagaDefinition[],
  options: Partial<SagaRunnerOptions> = {},
): SagaProcess {
  const store = new PostgresEventStore(dataSource, { source: SERVICE });
  const log = new KeptLog();
  const runner = new SagaRunner({
    service: SERVICE,
    dataSource,
    unitOfWork: store.unitOfWork,
    logger: log,
    pollMs: 200,
    ...options,
  });
  for (const definition of definitions) runner.register(definition);
  const stop = async (): Promise<void> => {
    await runner.stop(5000);
    await store.close();
  };
  return { runner, store, log, stop };
}

/** A database with the tables of sagas, and what tests ask of it. */
export class SagaWorld {
  private readonly processes: SagaProcess[] = [];

  private constructor(readonly database: TestDatabase) {}

  static async open(postgres: ThrowAwayPostgres): Promise<SagaWorld> {
    const migrations = [...EVENT_STORE_MIGRATIONS, ...SAGA_MIGRATIONS];
    return new SagaWorld(await createTestDatabase(postgres, { label: 'sagas', migrations, poolSize: 6 }));
  }

  get dataSource(): DataSource {
    return this.database.dataSource;
  }

  /** A process that works until the test ends. */
  async process(
    definitions: readonly AnySagaDefinition[],
    options: Partial<SagaRunnerOptions> = {},
  ): Promise<SagaProcess> {
    const started = processOver(await this.database.connect(), definitions, options);
    this.processes.push(started);
    await started.runner.begin();
    return started;
  }

  /** Ends the processes and empties the tables. */
  async clear(): Promise<void> {
    await this.stop();
    await this.dataSource.query(
      'truncate events, streams, snapshots, saga_awaited_outcomes, saga_instances, saga_inbox, saga_workers, saga_progress',
    );
  }

  async close(): Promise<void> {
    await this.stop();
    await this.database.close();
  }

  /** The types of the events of an instance. */
  async history(id: Uuid, tenantId = 'default'): Promise<string[]> {
    return (await this.events(id, tenantId)).map(({ type }) => type);
  }

  events(id: Uuid, tenantId = 'default') {
    return readStream(poolClient(this.dataSource), { tenantId, streamId: `saga-${id}` });
  }

  /** What was sent, oldest first. */
  async commands(): Promise<{ id: Uuid; type: string; key: string; data: Record<string, unknown> }[]> {
    return this.dataSource.query(
      `select id, type, stream_id as key, data from events where category = 'outgoing' order by position`,
    );
  }

  async count(table: string): Promise<number> {
    const [row] = await this.dataSource.query<{ count: number }[]>(`select count(*)::int as count from ${table}`);
    return row?.count ?? -1;
  }

  /** Resolves with the instance once it is so. */
  async until(
    id: Uuid,
    passes: (saga: SagaOverview) => boolean,
    context?: Partial<ExecutionContext>,
  ): Promise<SagaOverview> {
    const reader = this.processes[0]?.runner ?? processOver(this.dataSource, []).runner;
    return eventually(async () => {
      const saga = await inContext(context, () => reader.get(id));
      if (!saga || !passes(saga)) throw new Error(`Saga ${id} is ${JSON.stringify(saga)}.`);
      return saga;
    });
  }

  ended(id: Uuid): Promise<SagaOverview> {
    return this.until(id, ({ endedAt }) => endedAt !== null);
  }

  private async stop(): Promise<void> {
    await Promise.all(this.processes.splice(0).map((each) => each.stop()));
  }
}

export function inContext<T>(changes: Partial<ExecutionContext> = {}, work: () => T): T {
  const context = {
    service: SERVICE,
    tenantId: 'default',
    userId: null,
    correlationId: '01900000-0000-7000-8000-000000000001',
    causationId: null,
    traceparent: null,
  };
  return runInContext({ ...context, ...changes }, work);
}
