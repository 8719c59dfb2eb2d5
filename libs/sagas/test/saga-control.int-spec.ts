import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { EddaError, newId } from '@edda/kernel';
import {
  eventually,
  POSTGRES_START_TIMEOUT_MS,
  startThrowAwayPostgres,
  type ThrowAwayPostgres,
} from '@edda/test-database';
import { outcomeId, readProgress, stepsOf, type ActionExecution, type SagaDefinition } from '../src/index.js';
import { poolClient } from '@edda/event-store';
import { chainSaga, orderOf, orderSaga, type Order, type Shop } from './support/orders.js';
import { processOver, SagaWorld, type SagaProcess } from './support/saga-world.js';

let postgres: ThrowAwayPostgres;
let world: SagaWorld;

const BY = { by: 'ann', reason: 'dinner' } as const;

beforeAll(async () => {
  postgres = await startThrowAwayPostgres();
  world = await SagaWorld.open(postgres);
}, POSTGRES_START_TIMEOUT_MS);

afterEach(() => world.clear());

afterAll(async () => {
  await world.close();
  await postgres.stop();
});

const shop = (changes: Partial<Shop> = {}): Shop => ({
  reserve: () => undefined,
  release: () => undefined,
  ship: () => undefined,
  ...changes,
});

/** Work that goes on until it is told to stop, or to end. */
class LongWork {
  readonly begun: unknown[] = [];
  aborted = 0;
  private finish: () => void = () => undefined;

  readonly definition: SagaDefinition<Order> = {
    name: 'long',
    version: '1.0.0',
    steps: [stepsOf<Order>().action('work', { run: (_, execution) => this.run(execution) })],
  };

  end(): void {
    this.finish();
  }

  private async run({ signal, report, reported, attempt }: ActionExecution): Promise<void> {
    this.begun.push({ reported, attempt });
    report({ bytes: this.begun.length * 100 });
    await new Promise<void>((resolve, reject) => {
      this.finish = resolve;
      signal.addEventListener('abort', () => {
        this.aborted++;
        reject(signal.reason as Error);
      });
    });
  }
}

describe('A saga that is paused', () => {
  it('has its running work aborted, and goes on with what that had reported when it is resumed', async () => {
    const work = new LongWork();
    const { runner } = await world.process([work.definition]);
    const id = newId();
    await runner.start('long', id, orderOf('soup'));
    await eventually(async () => expect(work.begun).toHaveLength(1));
    await runner.control(id, { action: 'pause', ...BY });
    expect(await world.until(id, ({ status }) => status === 'paused')).toMatchObject({ step: 'work' });
    expect(work.aborted).toBe(1);
    expect(await readProgress(poolClient(world.dataSource), id)).toMatchObject([
      { step: 'work', value: { bytes: 100 } },
    ]);
    await runner.control(id, { action: 'resume', ...BY });
    await eventually(async () => expect(work.begun).toHaveLength(2));
    work.end();
    await world.ended(id);
    expect(work.begun).toEqual([
      { reported: null, attempt: 1 },
      { reported: { bytes: 100 }, attempt: 1 },
    ]);
    expect(await world.count('saga_progress')).toBe(0);
    expect(await world.history(id)).toEqual([
      'SagaStarted',
      'StepStarted',
      'SagaPaused',
      'SagaResumed',
      'StepCompleted',
      'SagaEnded',
    ]);
  });

  it('goes on in another process with what was reported', async () => {
    const work = new LongWork();
    const first = await world.process([work.definition]);
    const id = newId();
    await first.runner.start('long', id, orderOf('soup'));
    await eventually(async () => expect(work.begun).toHaveLength(1));
    await first.stop();
    const again = new LongWork();
    await world.process([again.definition]);
    await eventually(async () => expect(again.begun).toEqual([{ reported: { bytes: 100 }, attempt: 1 }]));
    again.end();
    await world.ended(id);
  });

  it('goes on in another process also when a message has come meanwhile', async () => {
    const work = new LongWork();
    const first = await world.process([work.definition]);
    const id = newId();
    await first.runner.start('long', id, orderOf('soup'));
    await eventually(async () => expect(work.begun).toHaveLength(1));
    await first.stop();
    const again = new LongWork();
    await processOver(world.dataSource, [again.definition]).runner.signal(id, 'early');
    await world.process([again.definition]);
    await eventually(async () => expect(again.begun).toHaveLength(1));
    again.end();
    expect(await world.ended(id)).toMatchObject({ status: 'completed' });
    expect(await world.count('saga_inbox')).toBe(0);
  });

  it('takes outcomes in, and begins nothing with them until it is resumed', async () => {
    const shipped: string[] = [];
    const { runner } = await world.process([orderSaga(shop({ ship: ({ item }) => void shipped.push(item) }))]);
    const id = newId();
    await runner.start('order', id, orderOf('soup'));
    await world.until(id, ({ step }) => step === 'charge');
    await runner.control(id, { action: 'pause', ...BY });
    await runner.settle(outcomeId(id, 'charge', 1, 0), { ok: true, result: null });
    await eventually(async () => expect(await world.count('saga_inbox')).toBe(0));
    expect(shipped).toEqual([]);
    await runner.control(id, { action: 'resume', ...BY });
    expect(await world.ended(id)).toMatchObject({ status: 'completed' });
    expect(shipped).toEqual(['soup']);
  });

  it('is resumed although the pause is not taken in yet', async () => {
    const { runner } = await world.process([orderSaga(shop())]);
    const id = newId();
    await runner.start('order', id, orderOf('soup'));
    await world.until(id, ({ step }) => step === 'charge');
    await runner.control(id, { action: 'pause', ...BY });
    await runner.control(id, { action: 'resume', ...BY });
    await runner.settle(outcomeId(id, 'charge', 1, 0), { ok: true, result: null });
    expect(await world.ended(id)).toMatchObject({ status: 'completed' });
  });
});

describe('A saga that is cancelled', () => {
  it('has what it did undone, and its running work aborted', async () => {
    const released: string[] = [];
    let shipping = 0;
    const ship = (): Promise<void> => {
      shipping++;
      return new Promise((resolve) => setTimeout(resolve, 50));
    };
    const { runner } = await world.process([
      orderSaga(shop({ release: ({ item }) => void released.push(item), ship })),
    ]);
    const id = newId();
    await runner.start('order', id, orderOf('soup'));
    await world.until(id, ({ step }) => step === 'charge');
    await runner.control(id, { action: 'cancel', compensate: true, ...BY });
    expect(await world.ended(id)).toMatchObject({ status: 'cancelled', failure: { code: 'SAGA.CANCELLED' } });
    expect(released).toEqual(['soup']);
    expect(shipping).toBe(0);
  });

  it('begins to undo an execution only when its aborted work has really ended', async () => {
    const order: string[] = [];
    const { action } = stepsOf<Order>();
    let begun = false;
    const definition: SagaDefinition<Order> = {
      name: 'stubborn',
      version: '1.0.0',
      steps: [
        action('write', {
          run: async (_, { signal }) => {
            begun = true;
            await new Promise((resolve) => signal.addEventListener('abort', resolve));
            await new Promise((resolve) => setTimeout(resolve, 100));
            order.push('ended');
          },
          compensate: { run: () => void order.push('undone') },
        }),
      ],
    };
    const { runner } = await world.process([definition]);
    const id = newId();
    await runner.start('stubborn', id, orderOf('soup'));
    await eventually(async () => expect(begun).toBe(true));
    await runner.control(id, { action: 'cancel', compensate: true, ...BY });
    expect(await world.ended(id)).toMatchObject({ status: 'cancelled' });
    expect(order).toEqual(['ended', 'undone']);
  });
});

describe('A saga that is stuck', () => {
  it('is tried again when somebody asks for it', async () => {
    let isBroken = true;
    const release = (): void => {
      if (isBroken) throw new EddaError('conflict', 'STOCK.LOCKED', 'The stock is being counted.');
    };
    const { runner } = await world.process([orderSaga(shop({ release }))]);
    const id = newId();
    await runner.start('order', id, orderOf('soup'));
    await world.until(id, ({ step }) => step === 'charge');
    await runner.settle(outcomeId(id, 'charge', 1, 0), {
      ok: false,
      failure: { code: 'CARD.DECLINED', detail: 'No.' },
    });
    expect(await world.until(id, ({ status }) => status === 'stuck')).toMatchObject({
      failure: { code: 'STOCK.LOCKED' },
    });
    expect(await runner.list({ statuses: ['stuck'] }, { limit: 10 })).toMatchObject([{ id }]);
    isBroken = false;
    await runner.control(id, { action: 'retry', ...BY });
    expect(await world.ended(id)).toMatchObject({ status: 'failed', failure: { code: 'CARD.DECLINED' } });
  });
});

describe('What cannot be asked of a saga', () => {
  it('is refused with a code, and nothing of it is in the log', async () => {
    const { runner, log } = await world.process([chainSaga(1)]);
    const id = newId();
    await runner.start('chain', id, orderOf('soup'));
    await world.ended(id);
    const codeOf = (work: Promise<unknown>): Promise<unknown> =>
      work.then(
        () => 'nothing',
        (error: unknown) => (error as { code?: unknown }).code,
      );
    expect(await codeOf(runner.control(newId(), { action: 'pause', ...BY }))).toBe('SAGA.NOT_FOUND');
    expect(await codeOf(runner.control('x', { action: 'pause', ...BY }))).toBe('SAGA.NOT_FOUND');
    expect(await codeOf(runner.control(id, { action: 'pause', ...BY }))).toBe('SAGA.INVALID_TRANSITION');
    expect(await codeOf(runner.control(id, { action: 'migrate', toVersion: '9.9.9', ...BY }))).toBe(
      'SAGA.UNKNOWN_VERSION',
    );
    expect(await codeOf(runner.start('cake', newId(), {}))).toBe('SAGA.UNKNOWN');
    expect(await codeOf(runner.start('chain', newId(), {}, { version: '2.0.0' }))).toBe('SAGA.UNKNOWN_VERSION');
    expect(await codeOf(runner.start('chain', newId(), undefined))).toBe('SAGA.MESSAGE_INVALID');
    expect(await codeOf(runner.start('chain', newId(), 'x'.repeat(1024 * 1024)))).toBe('SAGA.MESSAGE_TOO_LARGE');
    expect(log.lines).toEqual([]);
  });
});

describe('Local work', () => {
  it('that takes too long has failed with a code, and is tried again', async () => {
    let attempts = 0;
    const { action } = stepsOf<Order>();
    const definition: SagaDefinition<Order> = {
      name: 'slow',
      version: '1.0.0',
      steps: [
        action('wait', {
          timeoutMs: 20,
          retry: { attempts: 2, backoff: { initial: 1 } },
          run: (_, { signal }) => {
            attempts++;
            return new Promise((_resolve, reject) => {
              signal.addEventListener('abort', () => reject(signal.reason as Error));
            });
          },
        }),
      ],
    };
    const { runner } = await world.process([definition]);
    const id = newId();
    await runner.start('slow', id, orderOf('soup'));
    expect(await world.ended(id)).toMatchObject({ status: 'failed', failure: { code: 'SAGA.STEP_TIMED_OUT' } });
    expect(attempts).toBe(2);
  });

  it('commits what it wrote with the event that tells of it, and nothing of an attempt that failed', async () => {
    await world.dataSource.query('create table notes (text text)');
    let process: SagaProcess | null = null;
    let attempts = 0;
    const { action } = stepsOf<Order>();
    const definition: SagaDefinition<Order> = {
      name: 'noting',
      version: '1.0.0',
      steps: [
        action('note', {
          retry: { attempts: 3, backoff: { initial: 1 } },
          run: async () => {
            await process?.store.unitOfWork.client().query('insert into notes values ($1)', [`attempt ${++attempts}`]);
            if (attempts < 3) throw new Error('not yet');
          },
        }),
      ],
    };
    process = await world.process([definition]);
    const id = newId();
    await process.runner.start('noting', id, orderOf('soup'));
    expect(await world.ended(id)).toMatchObject({ status: 'completed' });
    expect(await world.dataSource.query('select text from notes')).toEqual([{ text: 'attempt 3' }]);
    await world.dataSource.query('drop table notes');
  });

  it('has failed when what it wrote is refused as it is committed', async () => {
    let process: SagaProcess | null = null;
    let attempts = 0;
    const { action } = stepsOf<Order>();
    const definition: SagaDefinition<Order> = {
      name: 'careless',
      version: '1.0.0',
      steps: [
        action('write', {
          retry: { attempts: 2, backoff: { initial: 1 } },
          run: () => {
            attempts++;
            process?.store.unitOfWork.write({ name: 'careless', text: 'select $1::int', values: ['no number'] });
          },
        }),
      ],
    };
    process = await world.process([definition]);
    const id = newId();
    await process.runner.start('careless', id, orderOf('soup'));
    expect(await world.ended(id)).toMatchObject({ status: 'failed', failure: { code: 'SAGA.ACTION_FAILED' } });
    expect(attempts).toBe(2);
  });

  it('shows where its saga stands while it takes long', async () => {
    const work = new LongWork();
    const { runner } = await world.process([work.definition]);
    const id = newId();
    await runner.start('long', id, orderOf('soup'));
    await world.until(id, ({ step, status }) => step === 'work' && status === 'running');
    work.end();
    await world.ended(id);
  });
});

describe('What the owner does at the end', () => {
  it('commits with the end; when it fails the saga has not ended, and it is tried again', async () => {
    await world.dataSource.query('create table menu (text text)');
    let process: SagaProcess | null = null;
    let calls = 0;
    const completed = async (_: string, { item }: Order): Promise<void> => {
      await process?.store.unitOfWork.client().query('insert into menu values ($1)', [`${item} ${++calls}`]);
      if (calls < 3) throw new Error('not yet');
    };
    process = await world.process([{ ...chainSaga(1), end: { completed } } satisfies SagaDefinition<Order>]);
    const id = newId();
    await process.runner.start('chain', id, orderOf('soup'));
    expect(await world.ended(id)).toMatchObject({ status: 'completed' });
    expect(await world.dataSource.query('select text from menu')).toEqual([{ text: 'soup 3' }]);
    expect((await world.history(id)).filter((type) => type === 'SagaEnded')).toHaveLength(1);
    await world.dataSource.query('drop table menu');
  });
});
