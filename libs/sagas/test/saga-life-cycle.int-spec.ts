import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { EventStoreModule } from '@edda/event-store';
import { newId } from '@edda/kernel';
import {
  eventually,
  POSTGRES_START_TIMEOUT_MS,
  startThrowAwayPostgres,
  type ThrowAwayPostgres,
} from '@edda/test-database';
import { Global, Inject, Injectable, Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { DataSource } from 'typeorm';
import {
  NO_SAGA_METRICS,
  outcomeId,
  SAGA_METRICS,
  SAGAS,
  SagasModule,
  stepsOf,
  type SagaDefinition,
  type SagaMetrics,
  type Sagas,
} from '../src/index.js';
import { alarmSaga, chainSaga, orderOf, orderSaga, type Order } from './support/orders.js';
import { SagaWorld } from './support/saga-world.js';

let postgres: ThrowAwayPostgres;
let world: SagaWorld;

beforeAll(async () => {
  postgres = await startThrowAwayPostgres();
  world = await SagaWorld.open(postgres);
}, POSTGRES_START_TIMEOUT_MS);

afterEach(() => world.clear());

afterAll(async () => {
  await world.close();
  await postgres.stop();
});

describe('A shutdown', () => {
  it('aborts local work, and leaves it to others at once', async () => {
    const { action } = stepsOf<Order>();
    let begun = 0;
    const definition: SagaDefinition<Order> = {
      name: 'careful',
      version: '1.0.0',
      steps: [
        action('work', {
          run: (_, { signal }) => {
            if (++begun > 1) return Promise.resolve();
            return new Promise<void>((_resolve, reject) => {
              signal.addEventListener('abort', () => reject(signal.reason as Error));
            });
          },
        }),
      ],
    };
    const first = await world.process([definition], { leaseMs: 600_000 });
    const id = newId();
    await first.runner.start('careful', id, orderOf('soup'));
    await eventually(async () => expect(begun).toBe(1));
    await first.stop();
    expect(await world.count('saga_workers')).toBe(0);
    await world.process([definition]);
    expect(await world.ended(id)).toMatchObject({ status: 'completed' });
    expect(first.log.lines).toEqual([]);
  });

  it('takes no longer than its deadline, whatever the work does', async () => {
    const { action } = stepsOf<Order>();
    let begun = false;
    const definition: SagaDefinition<Order> = {
      name: 'stubborn',
      version: '1.0.0',
      steps: [
        action('work', {
          run: () => {
            begun = true;
            return new Promise<void>(() => undefined);
          },
        }),
      ],
    };
    const { runner } = await world.process([definition]);
    const id = newId();
    await runner.start('stubborn', id, orderOf('soup'));
    await eventually(async () => expect(begun).toBe(true));
    await runner.stop(100);
    expect(await runner.get(id)).toMatchObject({ status: 'running' });
    expect(await world.count('saga_instances where owner is not null')).toBe(0);
  });

  it('leaves what is started and handed in meanwhile to the next process', async () => {
    const first = await world.process([chainSaga(1)]);
    await first.runner.stop();
    const id = newId();
    expect(await first.runner.start('chain', id, orderOf('soup'))).toBe(true);
    await world.process([chainSaga(1)]);
    expect(await world.ended(id)).toMatchObject({ status: 'completed' });
  });
});

describe('An instance with a long history', () => {
  it('goes on from a snapshot', async () => {
    const { loop, action } = stepsOf<Order>();
    const turns = stepsOf<Order>().sleep('rest', () => 3_600_000);
    const definition: SagaDefinition<Order> = {
      name: 'long',
      version: '1.0.0',
      steps: [
        loop('again', {
          while: () => true,
          atMost: 40,
          steps: [action('turn', { run: () => undefined })],
        }),
        turns,
      ],
    };
    const first = await world.process([definition]);
    const id = newId();
    await first.runner.start('long', id, orderOf('soup'));
    await world.until(id, ({ step }) => step === 'rest');
    await eventually(async () => expect(await world.count('snapshots')).toBe(1));
    await first.stop();
    const { runner } = await world.process([definition]);
    await runner.control(id, { action: 'skip', by: 'ann', reason: 'awake' });
    expect(await world.ended(id)).toMatchObject({ status: 'completed' });
  });
});

describe('Failpoints', () => {
  it('are passed before and after each commit, by the name of what it holds', async () => {
    const passed: string[] = [];
    const { runner } = await world.process(
      [
        orderSaga({ reserve: () => undefined, release: () => undefined, ship: () => undefined }),
        alarmSaga(() => undefined),
      ],
      { failpoint: (name, id) => void passed.push(id === '' ? name : `${name} ${id}`) },
    );
    const [order, alarm] = [newId(), newId()];
    await runner.start('order', order, orderOf('soup'));
    await world.until(order, ({ step }) => step === 'charge');
    await runner.settle(outcomeId(order, 'charge', 1, 0), { ok: true, result: null });
    await world.ended(order);
    await runner.start('alarm', alarm, orderOf('1'));
    await world.ended(alarm);
    await eventually(async () => expect(passed).toContain(`after:parked ${alarm}`));
    const of = (id: string): string[] => [
      ...new Set(passed.filter((each) => each.endsWith(id)).map((each) => each.split(' ')[0] ?? '')),
    ];
    const both = (...names: string[]): string[] => names.flatMap((name) => [`before:${name}`, `after:${name}`]);
    expect(of(order).toSorted()).toEqual(
      [
        ...both(
          'started',
          'step-started',
          'action',
          'step-completed',
          'command-sent',
          'parked',
          'message-taken',
          'ended',
        ),
        'after:claimed',
      ].toSorted(),
    );
    expect(of(alarm)).toEqual(expect.arrayContaining(both('timer-set', 'timer-fired', 'action', 'ended')));
    expect(passed).toContain('before:claimed');
  });
});

describe('In a Nest application', () => {
  it('providers register definitions and start sagas, and metrics are told', async () => {
    const counted: string[] = [];
    const metrics: SagaMetrics = {
      ...NO_SAGA_METRICS,
      started: (saga) => void counted.push(`started ${saga}`),
      stepEnded: (saga, step, outcome) => void counted.push(`${outcome} ${saga} ${step}`),
      ended: (saga, status) => void counted.push(`${status} ${saga}`),
    };
    const dataSource = await world.database.connect();

    @Injectable()
    class Cook {
      constructor(@Inject(SAGAS) readonly sagas: Sagas) {
        sagas.register(chainSaga(2));
      }
    }

    @Global()
    @Module({
      providers: [
        { provide: DataSource, useValue: dataSource },
        { provide: SAGA_METRICS, useValue: metrics },
      ],
      exports: [DataSource, SAGA_METRICS],
    })
    class Database {}

    @Module({
      imports: [Database, EventStoreModule.forService('kitchen'), SagasModule.forService('kitchen')],
      providers: [Cook],
    })
    class Kitchen {}

    const app = await Test.createTestingModule({ imports: [Kitchen] }).compile();
    await app.init();
    const id = newId();
    await app.get(Cook).sagas.start('chain', id, orderOf('soup'));
    await world.ended(id);
    await app.close();
    expect(counted).toEqual(['started chain', 'completed chain step-1', 'completed chain step-2', 'completed chain']);
    expect(await world.count('saga_workers')).toBe(0);
  });
});
