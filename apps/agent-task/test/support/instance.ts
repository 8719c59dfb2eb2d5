import { EVENT_STORE_MIGRATIONS, EventStoreModule, readStream, type RecordedMessage } from '@edda/event-store';
import { newId, runInContext, systemClock, type ExecutionContext } from '@edda/kernel';
import { CLOCK, Draining, HealthIndicators, loadConfig, LOGGER, NOT_TRACED, TRACING, type Logger } from '@edda/service';
import { Global, Module } from '@nestjs/common';
import { CommandBus, CqrsModule, QueryBus } from '@nestjs/cqrs';
import { Test } from '@nestjs/testing';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { AgentTaskConfig } from '../../src/agent-task.config.js';
import { AgentTaskModule } from '../../src/agent-task.module.js';
import { ENGINES, type Engines } from '../../src/workers/agents/engines.js';
import { persistence } from '../../src/persistence.js';

/** One running instance of the service without its doors: commands and queries go to its buses. */
export interface Instance {
  commands: CommandBus;
  queries: QueryBus;
  dataSource: DataSource;
  /** The events of a task, in their order. */
  events(taskId: string): Promise<RecordedMessage[]>;
  close(): Promise<void>;
}

export const TEST_SECRET = 'only-for-this-test-only-for-this-test';
const idle: Engines = {
  run: () => Promise.reject(new Error('There is no engine here.')),
  close: () => Promise.resolve(),
};
const silent: Logger = { error() {}, warn() {}, info() {}, debug() {} };

/**
 * @param env replaces variables of the configuration; built-in workers are off unless they are switched on here
 * @param engines what the built-in workers work with
 */
export async function startInstance(
  databaseUrl: string,
  env: Record<string, string> = {},
  engines: Engines = idle,
): Promise<Instance> {
  const config = loadConfig(AgentTaskConfig, {
    DATABASE_URL: databaseUrl,
    BROKER_URL: 'memory://none',
    CALLER_SECRET: TEST_SECRET,
    BUILT_IN_WORKERS: 'false',
    AGENT_NAME: 'test',
    ...env,
  });
  const draining = new Draining();
  const providers = [
    { provide: AgentTaskConfig, useValue: config },
    { provide: LOGGER, useValue: silent },
    { provide: TRACING, useValue: NOT_TRACED },
    { provide: CLOCK, useValue: systemClock },
    { provide: Draining, useValue: draining },
    { provide: HealthIndicators, useValue: new HealthIndicators(draining) },
  ];

  @Global()
  @Module({ providers, exports: providers })
  class ServiceParts {}

  const testing = await Test.createTestingModule({
    imports: [
      ServiceParts,
      TypeOrmModule.forRoot({
        type: 'postgres',
        url: databaseUrl,
        entities: persistence.entities,
        migrations: [...EVENT_STORE_MIGRATIONS, ...persistence.migrations],
        migrationsRun: true,
        migrationsTransactionMode: 'each',
      }),
      EventStoreModule.forService('agent-task'),
      CqrsModule.forRoot(),
      AgentTaskModule.with(config),
    ],
  })
    .overrideProvider(ENGINES)
    .useValue(engines)
    .compile();
  await testing.init();
  const dataSource = testing.get(DataSource);
  return {
    commands: testing.get(CommandBus),
    queries: testing.get(QueryBus),
    dataSource,
    events: (taskId) => readStream({ query: (sql, values) => dataSource.query(sql, values) }, streamOf(taskId)),
    async close() {
      draining.begin();
      await testing.close();
    },
  };
}

const streamOf = (taskId: string) => ({ tenantId: 'default', streamId: `task-${taskId}` });

/** Runs `work` as the handler of a message would run. */
export function asMessage<T>(work: () => T, changes: Partial<ExecutionContext> = {}): T {
  return runInContext(
    {
      service: 'agent-task',
      tenantId: 'default',
      userId: null,
      correlationId: newId(),
      causationId: newId(),
      traceparent: null,
      ...changes,
    },
    work,
  );
}
