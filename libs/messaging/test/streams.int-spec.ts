import { EVENT_STORE_MIGRATIONS } from '@edda/event-store';
import { eventStoreOver } from '@edda/event-store/testing';
import { currentContext, nextMessageId } from '@edda/kernel';
import {
  createTestDatabase,
  eventually,
  POSTGRES_START_TIMEOUT_MS,
  startThrowAwayPostgres,
  type TestDatabase,
  type ThrowAwayPostgres,
} from '@edda/test-database';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { forgetUnused } from '../src/streams/state/forget-unused.js';
import { StreamWindows1764000000300 } from '../src/migrations/1764000000300-stream-windows.js';
import {
  count,
  days,
  max,
  seconds,
  session,
  sliding,
  stream,
  tumbling,
  type Aggregator,
  type SinkScope,
  type WindowOptions,
  type WindowResult,
  type WindowSpec,
} from '../src/streams/index.js';
import type { Pipeline } from '../src/streams/pipeline.js';
import { BoatMoored, HarbourCounted } from './support/harbour.js';
import { HandClock, lineOf, StreamProcess, type Mooring } from './support/stream-world.js';

const OUT_OF_ORDER = seconds(10);
const IDLE = seconds(300);

let postgres: ThrowAwayPostgres;
let database: TestDatabase;
let clock: HandClock;
let name: string;
let made = 0;

beforeAll(async () => {
  postgres = await startThrowAwayPostgres();
  database = await createTestDatabase(postgres, {
    label: 'streams',
    migrations: [...EVENT_STORE_MIGRATIONS, StreamWindows1764000000300],
  });
  await database.dataSource.query(
    'create table results (id int generated always as identity, pipeline text, tenant_id text, line text)',
  );
}, POSTGRES_START_TIMEOUT_MS);

afterAll(async () => {
  await database.close();
  await postgres.stop();
});

beforeEach(() => {
  clock = new HandClock(seconds(10_000));
  name = `learning.stream-${made++}`;
});

/** Counts boats by harbour, and keeps what is handed over as rows in its transaction. */
function harbours(spec: WindowSpec = tumbling(seconds(60)), options: WindowOptions<BoatMoored> = {}): Pipeline {
  return stream(BoatMoored)
    .filter(({ metres }) => metres > 0)
    .keyBy(({ harbour }) => harbour)
    .window(spec, { outOfOrderness: OUT_OF_ORDER, idleAfter: IDLE, ...options })
    .aggregate({ boats: count() })
    .to(intoResults);
}

async function intoResults(window: WindowResult<object>, { unitOfWork }: SinkScope): Promise<void> {
  const manager = await unitOfWork.manager();
  const row = [name, window.tenantId, lineOf(window)];
  await manager.query('insert into results (pipeline, tenant_id, line) values ($1, $2, $3)', row);
}

function start(pipeline: Pipeline, partitions = 1): Promise<StreamProcess> {
  return new StreamProcess(database.dataSource, name, pipeline, clock).prepare(partitions);
}

async function results(): Promise<string[]> {
  const rows: { line: string }[] = await database.dataSource.query(
    'select line from results where pipeline = $1 order by id',
    [name],
  );
  return rows.map(({ line }) => line);
}

async function rowsIn(table: 'stream_windows' | 'stream_entries'): Promise<number> {
  const [row]: { count: number }[] = await database.dataSource.query(
    `select count(*)::int as count from ${table} where pipeline = $1`,
    [name],
  );
  return row?.count ?? 0;
}

async function progress(): Promise<{ watermark: Date | null; windows: number; late: string; refused: string }> {
  const rows = await database.dataSource.query(
    'select watermark, windows, late, refused from stream_pipelines where pipeline = $1',
    [name],
  );
  return rows[0];
}

/** Event times in seconds. */
const at = (time: number, more: Partial<Mooring> = {}): Mooring => ({
  harbour: 'Bergen',
  ...more,
  time: seconds(time),
});

describe('a window', () => {
  it('is handed over once, when the watermark has passed its end', async () => {
    const process = await start(harbours());
    for (const time of [5, 30, 59, 61]) await process.moor(at(time));
    await process.runner.turn();
    expect(await results()).toEqual([]);
    await process.moor(at(70));
    await process.runner.turn();
    await process.runner.turn();
    expect(await results()).toEqual(['on-time#1 Bergen 0-60 boats=3']);
  });

  it('takes in events that are out of order as far as the watermark allows', async () => {
    const process = await start(harbours());
    for (const time of [5, 69, 59]) {
      await process.moor(at(time));
      await process.runner.turn();
    }
    await process.moor(at(70));
    await process.runner.turn();
    expect(await results()).toEqual(['on-time#1 Bergen 0-60 boats=2']);
  });

  it('goes on in another process, and counts nothing of an attempt that was undone', async () => {
    const first = await start(harbours());
    await first.moor(at(5));
    await first.moorInVain(at(10));
    await first.runner.turn();
    await first.moor(at(20));

    const second = await start(harbours());
    await second.moor(at(10));
    await second.moor(at(100));
    await second.runner.turn();
    expect(await results()).toEqual(['on-time#1 Bergen 0-60 boats=3']);
  });

  it('belongs to one tenant and one key', async () => {
    const process = await start(harbours());
    await process.moor(at(1));
    await process.moor(at(2, { tenantId: 'bolt' }));
    await process.moor(at(3, { harbour: 'Oslo' }));
    await process.moor(at(200, { harbour: 'Oslo' }));
    await process.runner.turn();
    const rows = await database.dataSource.query(
      'select tenant_id, line from results where pipeline = $1 order by id',
      [name],
    );
    expect(rows).toEqual([
      { tenant_id: 'acme', line: 'on-time#1 Bergen 0-60 boats=1' },
      { tenant_id: 'acme', line: 'on-time#1 Oslo 0-60 boats=1' },
      { tenant_id: 'bolt', line: 'on-time#1 Bergen 0-60 boats=1' },
    ]);
  });

  it('may be handed over each time it has changed, before its end too', async () => {
    const process = await start(harbours(tumbling(seconds(60)), { emit: 'on-update' }));
    await process.moor(at(5));
    await process.runner.turn();
    await process.runner.turn();
    await process.moor(at(6));
    await process.moor(at(7));
    await process.runner.turn();
    await process.moor(at(70));
    await process.runner.turn();
    expect(await results()).toEqual([
      'early#1 Bergen 0-60 boats=1',
      'early#2 Bergen 0-60 boats=3',
      'on-time#3 Bergen 0-60 boats=3',
      'early#1 Bergen 60-120 boats=1',
    ]);
  });

  it('overlaps others when it slides', async () => {
    const process = await start(harbours(sliding(seconds(60), seconds(30))));
    for (const time of [35, 65, 200]) await process.moor(at(time));
    await process.runner.turn();
    expect(await results()).toEqual([
      'on-time#1 Bergen 0-60 boats=1',
      'on-time#1 Bergen 30-90 boats=2',
      'on-time#1 Bergen 60-120 boats=1',
    ]);
  });

  it('is removed when it has expired', async () => {
    const process = await start(harbours(tumbling(seconds(60)), { allowedLateness: seconds(60) }));
    await process.moor(at(5));
    await process.moor(at(100));
    await process.runner.turn();
    expect(await rowsIn('stream_windows')).toBe(2);
    await process.moor(at(130));
    await process.runner.turn();
    await process.runner.turn();
    expect(await rowsIn('stream_windows')).toBe(2);
    expect(await progress()).toMatchObject({ windows: 2, late: '0' });
  });

  it('is left out when there are as many as there may be', async () => {
    const process = await start(harbours(tumbling(seconds(60)), { maxWindows: 2 }));
    for (const harbour of ['Bergen', 'Oslo', 'Bodø', 'Oslo']) await process.moor(at(5, { harbour }));
    await process.runner.turn();
    expect(await progress()).toMatchObject({ windows: 2, refused: '1' });
    expect(process.warnings).toMatchObject([{ fields: { refused: 1, maxWindows: 2 } }]);
  });
});

describe('a session', () => {
  it('ends a gap behind its last event', async () => {
    const process = await start(harbours(session(seconds(30))));
    for (const time of [0, 20, 45, 100, 90]) await process.moor(at(time));
    await process.runner.turn();
    expect(await results()).toEqual(['on-time#1 Bergen 0-75 boats=3']);
  });

  it('says which ones it takes the place of when a late event joins them', async () => {
    const process = await start(harbours(session(seconds(30)), { allowedLateness: seconds(1000) }));
    for (const time of [0, 50, 500]) await process.moor(at(time));
    await process.runner.turn();
    await process.moor(at(25));
    await process.runner.turn();
    expect(await results()).toEqual([
      'on-time#1 Bergen 0-30 boats=1',
      'on-time#1 Bergen 50-80 boats=1',
      'on-time#2 Bergen 0-80 boats=3 for 0-30 for 50-80',
    ]);
    expect(await rowsIn('stream_windows')).toBe(2);
  });
});

describe('a late event', () => {
  it('is counted and left out unless something else was said', async () => {
    const process = await start(harbours());
    await process.moor(at(5));
    await process.moor(at(100));
    await process.runner.turn();
    await process.moor(at(6));
    await process.runner.turn();
    expect(await results()).toEqual(['on-time#1 Bergen 0-60 boats=1']);
    expect(await progress()).toMatchObject({ late: '1' });
    expect(process.late).toEqual([name]);
    expect(process.warnings).toMatchObject([{ fields: { late: 1 } }]);
  });

  it('changes its window within the allowed lateness', async () => {
    const process = await start(harbours(tumbling(seconds(60)), { allowedLateness: seconds(60) }));
    await process.moor(at(5));
    await process.moor(at(100));
    await process.runner.turn();
    await process.moor(at(6));
    await process.moor(at(7));
    await process.runner.turn();
    await process.moor(at(131));
    await process.runner.turn();
    await process.moor(at(8));
    await process.runner.turn();
    expect(await results()).toEqual([
      'on-time#1 Bergen 0-60 boats=1',
      'late#2 Bergen 0-60 boats=3',
      'on-time#1 Bergen 60-120 boats=1',
    ]);
    expect(await progress()).toMatchObject({ late: '1' });
  });

  it('changes its window also when that expires at the same time', async () => {
    const process = await start(harbours(tumbling(seconds(60)), { allowedLateness: seconds(60) }));
    await process.moor(at(5));
    await process.moor(at(100));
    await process.runner.turn();
    await process.moor(at(6));
    await process.moor(at(131));
    await process.runner.turn();
    expect(await results()).toEqual([
      'on-time#1 Bergen 0-60 boats=1',
      'late#2 Bergen 0-60 boats=2',
      'on-time#1 Bergen 60-120 boats=1',
    ]);
  });

  it('is told to a handler where there is one, once', async () => {
    let isBroken = true;
    const told: object[] = [];
    const late: WindowOptions<BoatMoored>['late'] = async ({ key, time, value }, { unitOfWork }) => {
      await unitOfWork.manager();
      if (isBroken) throw new Error('Nobody listens.');
      told.push({ key, time: time.getTime(), metres: value.metres });
    };
    const process = await start(harbours(tumbling(seconds(60)), { late }));
    await process.moor(at(100));
    await process.runner.turn();
    await process.moor(at(6, { metres: 7 }));
    await process.runner.turn();
    isBroken = false;
    await process.runner.turn();
    expect(told).toEqual([]);
    clock.time += seconds(5);
    await process.runner.turn();
    await process.runner.turn();
    expect(told).toEqual([{ key: 'Bergen', time: 6000, metres: 7 }]);
    expect(await rowsIn('stream_entries')).toBe(0);
  });
});

describe('the watermark of a stream', () => {
  it('follows the slowest partition, also one whose events are all left out', async () => {
    const process = await start(harbours(), 2);
    await process.moor(at(5));
    await process.moor(at(100));
    await process.runner.turn();
    expect(await results()).toEqual([]);
    await process.moor(at(80, { partition: 1, metres: 0 }));
    await process.runner.turn();
    expect(await results()).toEqual(['on-time#1 Bergen 0-60 boats=1']);
  });

  it('does not pass a record that is still being handled', async () => {
    let finish = (): void => undefined;
    const looked = new Promise<void>((resolve) => (finish = resolve));
    const pipeline = stream(BoatMoored)
      .enrich(async (boat) => {
        if (boat.metres === 99) await looked;
        return boat;
      })
      .keyBy(({ harbour }) => harbour)
      .window(tumbling(seconds(60)), { outOfOrderness: OUT_OF_ORDER, idleAfter: IDLE, emit: 'on-close' })
      .aggregate({ boats: count() })
      .to(intoResults);
    const process = await start(pipeline);
    const slow = process.moor(at(5, { metres: 99 }));
    await process.moor(at(6));
    await process.moor(at(500));
    await process.runner.turn();
    expect(await progress()).toMatchObject({ watermark: null });
    finish();
    await slow;
    await process.runner.turn();
    expect(await results()).toEqual(['on-time#1 Bergen 0-60 boats=2']);
  });

  it('does not pass what waits to be merged', async () => {
    // An event belongs to a hundred windows, so that a batch holds fifty events.
    const process = await start(harbours(sliding(seconds(100), seconds(1))));
    for (let boats = 0; boats < 60; boats++) await process.moor(at(500));
    await process.moor(at(450));
    await process.runner.turn();
    expect((await results())[0]).toBe('on-time#1 Bergen 351-451 boats=1');
    expect(await progress()).toMatchObject({ late: '0' });
  });

  it('is not held by partitions in which nothing comes, and goes on with the clock where nothing comes at all', async () => {
    clock.time = seconds(100);
    const process = await start(harbours(), 3);
    await process.moor(at(5));
    clock.time += IDLE;
    await process.moor(at(100));
    await process.runner.turn();
    expect(await results()).toEqual([]);
    clock.time += 1;
    await process.runner.turn();
    expect(await results()).toEqual(['on-time#1 Bergen 0-60 boats=1']);
    clock.time += IDLE;
    await process.runner.turn();
    expect(await results()).toHaveLength(2);
  });

  it('is not moved on by the clock for what came while the process was away', async () => {
    clock.time = seconds(100);
    const first = await start(harbours());
    await first.moor(at(5));
    await first.runner.turn();
    clock.time += 100 * IDLE;
    const second = await start(harbours());
    await second.runner.turn();
    await second.moor(at(6));
    await second.moor(at(100));
    await second.runner.turn();
    expect(await results()).toEqual(['on-time#1 Bergen 0-60 boats=2']);
  });
});

describe('the end of a stream', () => {
  it('sends an event for each window, under the same identity at every attempt', async () => {
    const identities: string[] = [];
    const pipeline = stream(BoatMoored)
      .keyBy(({ harbour }) => harbour)
      .window(tumbling(seconds(60)), { outOfOrderness: OUT_OF_ORDER, idleAfter: IDLE })
      .aggregate({ boats: count(), longest: max(({ metres }) => metres) })
      .to(HarbourCounted, ({ key, figures }) => {
        // The id of the event that follows is derived from the same cause.
        identities.push([currentContext()?.correlationId, nextMessageId()].join());
        if (identities.length === 1) throw new Error('It has died.');
        return { streamId: `harbour-${key}`, category: 'harbour', data: { harbour: key, boats: figures.boats } };
      });
    const process = await start(pipeline);
    await process.moor(at(5));
    await process.moor(at(6));
    await process.moor(at(100));
    await process.runner.turn();
    clock.time += seconds(10);
    await process.runner.turn();
    await process.runner.turn();
    const store = eventStoreOver(database.dataSource, 'learning');
    const events = [];
    for await (const event of store.readStream({ tenantId: 'acme', streamId: 'harbour-Bergen' })) events.push(event);
    expect(identities).toHaveLength(2);
    expect(new Set(identities).size).toBe(1);
    expect(events).toMatchObject([
      { type: 'HarbourCounted', data: { harbour: 'Bergen', boats: 2 }, topic: 'learning_events' },
    ]);
  });

  it('that fails for one window does not hold back others, and is tried again', async () => {
    const handled: string[] = [];
    let isBroken = true;
    const pipeline = stream(BoatMoored)
      .keyBy(({ harbour }) => harbour)
      .window(tumbling(seconds(60)), { outOfOrderness: OUT_OF_ORDER, idleAfter: IDLE })
      .aggregate({ boats: count() })
      .to(async (window, { unitOfWork }) => {
        await (await unitOfWork.manager()).query('select 1');
        if (isBroken && window.key === 'Oslo') throw new Error('Oslo is closed.');
        unitOfWork.afterCommit(() => handled.push(lineOf(window)));
      });
    const process = await start(pipeline);
    for (const harbour of ['Bergen', 'Oslo', 'Tromsø']) await process.moor(at(5, { harbour }));
    await process.moor(at(100));
    await process.runner.turn();
    expect(handled).toEqual(['on-time#1 Bergen 0-60 boats=1', 'on-time#1 Tromsø 0-60 boats=1']);
    expect(process.warnings).toMatchObject([{ fields: { key: 'Oslo' } }]);
    isBroken = false;
    clock.time += seconds(3);
    await process.runner.turn();
    expect(handled.slice(2)).toEqual(['on-time#1 Oslo 0-60 boats=1']);
  });
});

describe('a running stream', () => {
  it('merges and hands over by itself, and stops when it is told', async () => {
    const process = await start(harbours(tumbling(seconds(60)), { emit: 'on-update' }));
    process.runner.start();
    await process.moor(at(5));
    await eventually(async () => expect(await results()).toEqual(['early#1 Bergen 0-60 boats=1']));
    await process.moor(at(100));
    await eventually(async () => expect(await results()).toContain('on-time#2 Bergen 0-60 boats=1'));
    await process.runner.stop();
    await process.moor(at(101));
    expect(await rowsIn('stream_entries')).toBe(1);
  });

  it('takes nothing more while too much waits that cannot be merged, and goes on when it can', async () => {
    let isBroken = true;
    const fragile: Aggregator<BoatMoored, number, number> = {
      kind: 'fragile',
      lift: () => 1,
      merge(left, right) {
        if (isBroken) throw new Error('It cannot add up.');
        return left + right;
      },
      result: (state = 0) => state,
    };
    const pipeline = stream(BoatMoored)
      .keyBy(() => 'all')
      .window(tumbling(seconds(60)), { outOfOrderness: OUT_OF_ORDER, idleAfter: IDLE })
      .aggregate({ boats: fragile })
      .to(intoResults);
    const process = await start(pipeline);
    await database.dataSource.query(
      `insert into stream_entries (pipeline, tenant_id, key, event_time, state)
       select $1, 'acme', 'all', to_timestamp(5), '{"boats":1}' from generate_series(1, 100001)`,
      [name],
    );
    process.runner.start();
    await eventually(() => expect(process.moor(at(5))).rejects.toMatchObject({ code: 'STREAM.BEHIND' }));
    isBroken = false;
    await eventually(() => process.moor(at(100)), 60_000);
    await eventually(async () => expect(await results()).toHaveLength(1), 60_000);
    await process.runner.stop();
    expect((await progress()).late).toBe('0');
  });
});

describe('the state of a stream that nobody runs', () => {
  it('is forgotten after thirty days, that of others is not', async () => {
    const former = await start(harbours());
    await former.moor(at(5));
    await former.runner.turn();
    await former.moor(at(6));
    const pool = former.unitOfWork.pool;
    clock.time += days(29);
    await forgetUnused(pool, clock.now());
    expect([await rowsIn('stream_windows'), await rowsIn('stream_entries')]).toEqual([1, 1]);
    clock.time += days(2);
    await forgetUnused(pool, clock.now());
    expect([await rowsIn('stream_windows'), await rowsIn('stream_entries')]).toEqual([0, 0]);
    expect(await progress()).toBeUndefined();
  });

  it('is kept while it runs, also when nothing comes', async () => {
    const process = await start(harbours());
    clock.time += days(31);
    await process.runner.turn();
    clock.time += days(29);
    await forgetUnused(process.unitOfWork.pool, clock.now());
    expect(await progress()).toBeDefined();
  });
});

describe('a stream under the name of another', () => {
  it('is refused when its windows or figures are others', async () => {
    await start(harbours());
    await expect(start(harbours(tumbling(seconds(30))))).rejects.toMatchObject({
      code: 'STREAM.REDEFINED',
      message: expect.stringContaining(`"tumbling/60000", which is now "tumbling/30000": give it a new name`),
    });
    const pipeline = (figures: 'boats' | 'longest') =>
      stream(BoatMoored)
        .keyBy(({ harbour }) => harbour)
        .window(tumbling(seconds(60)))
        .aggregate(
          figures === 'boats' ? { boats: max(({ metres }) => metres) } : { longest: max(({ metres }) => metres) },
        )
        .to(async () => undefined);
    await expect(start(pipeline('boats'))).rejects.toMatchObject({ code: 'STREAM.REDEFINED' });
    await start(pipeline('longest'));
  });
});

describe('several processes', () => {
  const moorings = fc.array(
    fc.record({
      time: fc.integer({ min: 0, max: 300 }),
      delay: fc.integer({ min: 0, max: OUT_OF_ORDER / 1000 }),
      partition: fc.integer({ min: 0, max: 2 }),
      harbour: fc.constantFrom('Bergen', 'Oslo'),
    }),
    { minLength: 1, maxLength: 30 },
  );
  /** What happens after each event: nothing, a turn of one process, or one dies and another takes its place. */
  const happenings = fc.array(fc.constantFrom('nothing', 'turn', 'both turn', 'death'), {
    minLength: 10,
    maxLength: 40,
  });

  it.each([
    ['tumbling', tumbling(seconds(60))],
    ['session', session(seconds(20))],
  ])(
    'make the windows that one makes in order, each once, whatever the order and whoever dies: %s',
    async (_kind, spec) => {
      await fc.assert(
        fc.asyncProperty(moorings, happenings, async (all, course) => {
          name = `learning.stream-${made++}`;
          const processes = [await start(harbours(spec), 3), await start(harbours(spec), 3)];
          const arriving = all.toSorted((one, other) => one.time + one.delay - other.time - other.delay);
          for (const [index, { time, partition, harbour }] of arriving.entries()) {
            const happening = course[index % course.length];
            // A partition is handled by one process at a time.
            await processes[partition % 2]?.moor(at(time, { partition, harbour }));
            if (happening === 'turn') await processes[index % 2]?.runner.turn();
            if (happening === 'both turn') await Promise.all(processes.map(({ runner }) => runner.turn()));
            if (happening === 'death') processes[index % 2] = await start(harbours(spec), 3);
          }
          for (const process of processes) {
            for (const partition of [0, 1, 2]) await process.moor(at(10_000, { partition, harbour: 'the end' }));
          }
          await Promise.all(processes.map(({ runner }) => runner.turn()));
          for (const { runner } of processes) await runner.turn();
          const shuffled = (await results()).sort();
          const { late } = await progress();

          name = `learning.stream-${made++}`;
          const alone = await start(harbours(spec), 1);
          for (const { time, harbour } of all.toSorted((one, other) => one.time - other.time))
            await alone.moor(at(time, { harbour }));
          await alone.moor(at(10_000, { harbour: 'the end' }));
          await alone.runner.turn();
          expect({ late, shuffled }).toEqual({ late: '0', shuffled: (await results()).sort() });
        }),
        { numRuns: 15 },
      );
    },
  );

  it('merge one at a time', async () => {
    const process = await start(harbours());
    await process.moor(at(5));
    await process.moor(at(100));
    const { unitOfWork } = eventStoreOver(database.dataSource, 'learning');
    await unitOfWork.run(async () => {
      const manager = await unitOfWork.manager();
      await manager.query('select from stream_pipelines where pipeline = $1 for update', [name]);
      await process.runner.turn();
      expect(await rowsIn('stream_entries')).toBe(2);
    });
    await process.runner.turn();
    expect(await rowsIn('stream_entries')).toBe(0);
  });

  it('count every event once while they come side by side and windows are closed under them', async () => {
    const [one, other] = [await start(harbours(), 4), await start(harbours(), 4)];
    const processes = [one, other];
    const all = Array.from({ length: 400 }, (_, index) => at(index * 2, { partition: index % 4, harbour: 'Oslo' }));
    let isOver = false;
    const turning = processes.map(async ({ runner }) => {
      while (!isOver) await runner.turn();
    });
    // Eight records of each partition are under way at once, as a subscription with several keys has them.
    for (let from = 0; from < all.length; from += 32) {
      await Promise.all(all.slice(from, from + 32).map((each) => processes[(each.partition ?? 0) % 2]?.moor(each)));
    }
    isOver = true;
    await Promise.all(turning);
    for (const partition of [0, 1, 2, 3])
      await processes[partition % 2]?.moor(at(10_000, { partition, harbour: 'the end' }));
    await one.runner.turn();
    await other.runner.turn();
    await one.runner.turn();
    const minutes = Array.from({ length: 14 }, (_, minute) => {
      const boats = Math.min(30, 400 - minute * 30);
      return `on-time#1 Oslo ${minute * 60}-${minute * 60 + 60} boats=${boats}`;
    });
    expect(await results()).toEqual(minutes);
    expect(await progress()).toMatchObject({ late: '0' });
  });
});
