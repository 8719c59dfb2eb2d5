import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TaskCompleted } from '@edda/event-schemas';
import { Subscribe } from '@edda/messaging';
import {
  eventually,
  POSTGRES_START_TIMEOUT_MS,
  startThrowAwayPostgres,
  type ThrowAwayPostgres,
} from '@edda/test-database';
import { Controller, Module } from '@nestjs/common';
import { eventSourcedService, StatefulServiceConfig } from '../src/index.js';
import { startServiceUnderTest } from '../src/testing/index.js';

@Controller()
class TasksController {
  @Subscribe(TaskCompleted, 'task-completed')
  async completed(): Promise<void> {}
}

@Module({ controllers: [TasksController] })
class TasksModule {}

const research = eventSourcedService({
  name: 'research-workflow',
  title: 'For specs',
  config: StatefulServiceConfig,
  entities: [],
  migrations: [],
  module: () => TasksModule,
});

let postgres: ThrowAwayPostgres;

beforeAll(async () => {
  postgres = await startThrowAwayPostgres();
}, POSTGRES_START_TIMEOUT_MS);

afterAll(() => postgres.stop());

describe('A service whose broker is away', () => {
  // Nothing listens at port 9, which is reserved for discarding.
  it.each(['postgres://edda@127.0.0.1:9/broker', 'kafka://127.0.0.1:9', 'amqp://127.0.0.1:9'])(
    'starts, answers requests, is not ready and says why, and stops (%s)',
    async (brokerUrl) => {
      const { service, call } = await startServiceUnderTest(research, () => postgres.database('research'), {
        BROKER_URL: brokerUrl,
      });
      try {
        await eventually(async () => {
          const health = await fetch(`${service.url}/health/ready`);
          expect(health.status).toBe(503);
          expect(await health.json()).toMatchObject({
            status: 'not-ready',
            checks: {
              database: { status: 'up' },
              subscriptions: { status: 'down', reason: expect.stringMatching(/connecting: /) },
            },
          });
        });
        const subscriptions = await call('/subscriptions');
        expect(await subscriptions.json()).toMatchObject([
          { name: 'research-workflow.task-completed', state: 'connecting', partitions: 0 },
        ]);
      } finally {
        await service.close();
      }
    },
  );
});
