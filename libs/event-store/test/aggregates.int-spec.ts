import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, withContext, type Clock } from '@edda/kernel';
import {
  createTestDatabase,
  eventually,
  POSTGRES_START_TIMEOUT_MS,
  startThrowAwayPostgres,
  type TestDatabase,
  type ThrowAwayPostgres,
} from '@edda/test-database';
import {
  AggregateRepository,
  EVENT_STORE_MIGRATIONS,
  plainCodec,
  PostgresEventStore,
  type AggregateType,
  type Loaded,
  type UnitOfWork,
} from '../src/index.js';
import { CarefulNotebook, ChangedNotebook, Diary, Member, Notebook, type NotebookState } from './support/notebook.js';
import { OpenTransaction } from './support/open-transaction.js';

let postgres: ThrowAwayPostgres;
let database: TestDatabase;
let store: PostgresEventStore;
let unitOfWork: UnitOfWork;
let notebooks: AggregateRepository<NotebookState, Notebook>;
let careful: AggregateRepository<NotebookState, CarefulNotebook>;
let now = new Date();
const clock: Clock = { now: () => now };

beforeAll(async () => {
  postgres = await startThrowAwayPostgres();
  database = await createTestDatabase(postgres, { label: 'aggregates', migrations: [...EVENT_STORE_MIGRATIONS] });
  store = new PostgresEventStore(database.dataSource, { source: 'test', clock });
  unitOfWork = store.unitOfWork;
  notebooks = new AggregateRepository(Notebook, unitOfWork);
  careful = new AggregateRepository(CarefulNotebook, unitOfWork);
}, POSTGRES_START_TIMEOUT_MS);

afterAll(async () => {
  await database.close();
  await postgres.stop();
});

const numbers = (count: number): string[] => Array.from({ length: count }, (_, index) => `${index + 1}`);

const streamOf = (id: string) => ({ tenantId: 'default', streamId: `notebook-${id}` });

async function snapshotOf(id: string): Promise<unknown> {
  await Promise.all([notebooks.snapshotsWritten(), careful.snapshotsWritten()]);
  const rows = await database.dataSource.query<unknown[]>(
    'select version::int, schema_version, state from snapshots where stream_id = $1',
    [`notebook-${id}`],
  );
  return rows[0];
}

async function stateOf(id: string): Promise<{ version: number; state: object }> {
  const { aggregate, version }: Loaded<Notebook> = await notebooks.load(id);
  return { version, state: aggregate.state };
}

/**
 * Lets writers change a notebook of one note, all of them having decided before the first may append.
 *
 * @returns the versions they decided at
 */
async function changeTogether(
  id: string,
  { writers, attempts }: { writers: number; attempts?: number },
  refused: unknown[] = [],
): Promise<number[]> {
  const decidedAt: number[] = [];
  await notebooks.change(id, (notebook) => notebook.write('first'));
  const holding = await OpenTransaction.begin(database.dataSource);
  await holding.query(`select from streams where stream_id = 'notebook-${id}' for update`);
  const changing = Array.from({ length: writers }, (_, index) =>
    notebooks
      .change(
        id,
        (notebook, version) => {
          decidedAt.push(version);
          notebook.write(`${index}`);
        },
        { ...(attempts && { attempts }) },
      )
      .catch((error: unknown) => refused.push(error)),
  );
  await eventually(() => expect(decidedAt).toHaveLength(writers));
  await holding.rollback();
  await Promise.all(changing);
  return decidedAt;
}

describe('A repository of aggregates', () => {
  it('loads one that does not exist as new, at version 0', async () => {
    expect(await stateOf(newId())).toEqual({ version: 0, state: { notes: 0, last: null } });
  });

  it('loads what was saved', async () => {
    const id = newId();
    await notebooks.change(id, (notebook) => notebook.write('a', 'b'));
    expect(await stateOf(id)).toEqual({ version: 2, state: { notes: 2, last: 'b' } });
  });

  it('tells the version and gives back what was decided', async () => {
    const id = newId();
    await notebooks.change(id, (notebook) => notebook.write('a'));
    expect(await notebooks.change(id, (_notebook, version) => `decided at ${version}`)).toBe('decided at 1');
  });

  it('writes nothing when nothing was recorded', async () => {
    const id = newId();
    await notebooks.change(id, () => undefined);
    expect((await stateOf(id)).version).toBe(0);
  });

  it('writes nothing when the decision is a refusal', async () => {
    const id = newId();
    const refusal = new Error('No.');
    const changing = notebooks.change(id, (notebook) => {
      notebook.write('a');
      throw refusal;
    });
    await expect(changing).rejects.toBe(refusal);
    expect((await stateOf(id)).version).toBe(0);
  });

  it('keeps the aggregates of two tenants apart', async () => {
    const id = newId();
    await withContext({ tenantId: 'acme' }, () => notebooks.change(id, (notebook) => notebook.write('theirs')));
    expect((await stateOf(id)).version).toBe(0);
    expect((await withContext({ tenantId: 'acme' }, () => stateOf(id))).version).toBe(1);
  });

  it('decides again when another writer was faster, as often as it is asked to', async () => {
    const id = newId();
    const decidedAt = await changeTogether(id, { writers: 4, attempts: 100 });
    expect((await stateOf(id)).version).toBe(5);
    expect(decidedAt.slice(0, 4)).toEqual([1, 1, 1, 1]);
    expect(new Set(decidedAt)).toEqual(new Set([1, 2, 3, 4]));
  });

  it('tells of a conflict at once unless it is asked to decide again', async () => {
    const id = newId();
    const refused: unknown[] = [];
    expect(await changeTogether(id, { writers: 3 }, refused)).toEqual([1, 1, 1]);
    const conflict = expect.objectContaining({ kind: 'conflict', code: 'STREAM_CONFLICT' });
    expect(refused).toEqual([conflict, conflict]);
    expect((await stateOf(id)).version).toBe(2);
  });

  it('loads a stream of many pages', async () => {
    const id = newId();
    await notebooks.change(id, (notebook) => notebook.write(...numbers(600)));
    await notebooks.change(id, (notebook) => notebook.write(...numbers(601)));
    await notebooks.snapshotsWritten();
    await database.dataSource.query('delete from snapshots');
    expect(await stateOf(id)).toEqual({ version: 1201, state: { notes: 1201, last: '601' } });
  });

  it('loads events as the codec decodes them', async () => {
    const id = newId();
    await notebooks.change(id, (notebook) => notebook.write('a'));
    const decoding = new PostgresEventStore(database.dataSource, {
      source: 'test',
      codec: {
        encode: (messages) => messages,
        decode: (messages) => messages.map((message) => ({ ...message, data: { text: 'decoded' } })),
      },
    });
    const decoded = new AggregateRepository<NotebookState, Notebook>(Notebook, decoding.unitOfWork);
    expect((await decoded.load(id)).aggregate.state.last).toBe('decoded');
  });

  it('loads an archived aggregate, which takes no more events', async () => {
    const id = newId();
    await notebooks.change(id, (notebook) => notebook.write('a', 'b'));
    await store.archiveStream(streamOf(id));
    expect(await stateOf(id)).toEqual({ version: 2, state: { notes: 2, last: 'b' } });
    await expect(notebooks.change(id, (notebook) => notebook.write('c'))).rejects.toMatchObject({
      code: 'STREAM_ARCHIVED',
    });
  });

  it('refuses to load what was truncated and has no snapshot of its kind', async () => {
    const id = newId();
    await notebooks.change(id, (notebook) => notebook.write(...numbers(120)));
    await notebooks.snapshotsWritten();
    await store.truncateStream(streamOf(id), { before: 110 });
    expect((await stateOf(id)).state).toEqual({ notes: 120, last: '120' });
    const changed = new AggregateRepository<NotebookState, ChangedNotebook>(ChangedNotebook, unitOfWork);
    await expect(changed.load(id)).rejects.toMatchObject({
      kind: 'gone',
      code: 'STREAM_TRUNCATED',
      message: expect.stringContaining('Version 1 of stream'),
    });
  });

  it('changes one aggregate twice in one unit of work', async () => {
    const id = newId();
    const outcome = await unitOfWork.run(async () => {
      await notebooks.change(id, (notebook) => notebook.write('a', 'b'));
      await notebooks.change(id, (notebook, version) => notebook.write(`at ${version}`));
    });
    expect(outcome.committed).toBe(true);
    expect(await stateOf(id)).toEqual({ version: 3, state: { notes: 3, last: 'at 2' } });
  });

  it('leaves a conflict to the unit of work that it joins', async () => {
    const id = newId();
    const outcome = await unitOfWork.run(async () => {
      await notebooks.change(id, (notebook) => notebook.write('mine'));
      await unitOfWork.run(() => notebooks.change(id, (notebook) => notebook.write('faster')));
    });
    expect(outcome).toMatchObject({ committed: false, conflict: { expected: 0, actual: 1 } });
    expect((await stateOf(id)).state).toEqual({ notes: 1, last: 'faster' });
  });
});

describe('Snapshots', () => {
  it('are not taken of short streams', async () => {
    const id = newId();
    await notebooks.change(id, (notebook) => notebook.write(...numbers(99)));
    expect(await snapshotOf(id)).toBeUndefined();
  });

  it('are taken where a hundred events have come together, once they are committed', async () => {
    const id = newId();
    await notebooks.change(id, (notebook) => notebook.write(...numbers(95)));
    await notebooks.change(id, (notebook) => notebook.write(...numbers(10)));
    expect(await snapshotOf(id)).toEqual({ version: 105, schema_version: 1, state: { notes: 105, last: '10' } });
    const undone = unitOfWork.run(async () => {
      await notebooks.change(id, (notebook) => notebook.write(...numbers(100)));
      throw new Error('Undone.');
    });
    await expect(undone).rejects.toThrow('Undone.');
    expect(await snapshotOf(id)).toMatchObject({ version: 105 });
  });

  it('stand for the events before them', async () => {
    const id = newId();
    await notebooks.change(id, (notebook) => notebook.write(...numbers(150)));
    await notebooks.change(id, (notebook) => notebook.write('last'));
    await notebooks.snapshotsWritten();
    await database.dataSource.query('delete from events where stream_id = $1 and version <= 150', [`notebook-${id}`]);
    expect(await stateOf(id)).toEqual({ version: 151, state: { notes: 151, last: 'last' } });
  });

  it('of another shape of the state are ignored, and replaced in time', async () => {
    const id = newId();
    const changed = new AggregateRepository<Notebook['state'], ChangedNotebook>(ChangedNotebook, unitOfWork);
    await notebooks.change(id, (notebook) => notebook.write(...numbers(101)));
    await database.dataSource.query(`update snapshots set state = '{"notes":"many"}' where stream_id = $1`, [
      `notebook-${id}`,
    ]);
    const { aggregate, version } = await changed.load(id);
    expect([version, aggregate.state]).toEqual([101, { notes: 101, last: '101' }]);
    await changed.change(id, (notebook) => notebook.write(...numbers(99)));
    await changed.snapshotsWritten();
    expect(await snapshotOf(id)).toEqual({ version: 200, schema_version: 2, state: { notes: 200, last: '99' } });
    expect((await stateOf(id)).state).toEqual({ notes: 200, last: '99' });
  });

  it('are taken as often as the type of aggregate says', async () => {
    const id = newId();
    await careful.change(id, (notebook) => notebook.write(...numbers(4)));
    expect(await snapshotOf(id)).toBeUndefined();
    await careful.change(id, (notebook) => notebook.write('5'));
    expect(await snapshotOf(id)).toMatchObject({ version: 5 });
    const never: AggregateType<Notebook> = class extends Notebook {
      static readonly snapshotEvery = Infinity;
    };
    await new AggregateRepository<NotebookState, Notebook>(never, unitOfWork).change(id, (notebook) =>
      notebook.write(...numbers(100)),
    );
    expect(await snapshotOf(id)).toMatchObject({ version: 5 });
  });

  it('cannot be asked for more often than after each event', () => {
    const wrong: AggregateType<Notebook> = class Wrong extends Notebook {
      static readonly snapshotEvery = 0;
    };
    expect(() => new AggregateRepository<NotebookState, Notebook>(wrong, unitOfWork)).toThrow(
      'Wrong.snapshotEvery is 0: give at least 1',
    );
  });

  it('that cannot be read are ignored', async () => {
    const id = newId();
    await careful.change(id, (notebook) => notebook.write(...numbers(7)));
    expect(await snapshotOf(id)).toBeDefined();
    await database.dataSource.query(`update snapshots set state = '{"notes":"many"}' where stream_id = $1`, [
      streamOf(id).streamId,
    ]);
    expect(await careful.load(id)).toMatchObject({ version: 7, snapshotVersion: 0 });
    expect((await careful.load(id)).aggregate.state).toEqual({ notes: 7, last: '7' });
  });

  it('of a version that the stream does not have are ignored, and replaced in time', async () => {
    const id = newId();
    await careful.change(id, (notebook) => notebook.write(...numbers(4)));
    await database.dataSource.query(
      `insert into snapshots (tenant_id, stream_id, version, schema_version, state)
       values ('default', $1, 50, 1, '{"notes":50,"last":"lost"}')`,
      [streamOf(id).streamId],
    );
    expect((await careful.load(id)).aggregate.state).toEqual({ notes: 4, last: '4' });
    await careful.change(id, (notebook) => notebook.write('5'));
    expect(await snapshotOf(id)).toEqual({ version: 5, schema_version: 1, state: { notes: 5, last: '5' } });
  });

  it('are not taken of a state that would come back from JSON as another', async () => {
    const told: unknown[] = [];
    const diaries = new AggregateRepository<Diary['state'], Diary>(Diary, unitOfWork, {
      onSnapshotError: (error) => told.push(error),
    });
    const id = newId();
    await diaries.change(id, (diary) => diary.write('2026-01-01'));
    await diaries.snapshotsWritten();
    expect((await diaries.load(id)).aggregate.state.writtenAt).toEqual(new Date('2026-01-01'));
    expect(told).toEqual([new Error('No snapshot was taken: state.writtenAt would not come back from JSON as it is.')]);
  });

  it('are not taken of an aggregate whose events have personal fields', async () => {
    const plain = new PostgresEventStore(database.dataSource, { source: 'test', codec: plainCodec });
    const members = new AggregateRepository<number, Member>(Member, plain.unitOfWork);
    const id = newId();
    await members.change(id, (member) => member.join('Ada'));
    await members.snapshotsWritten();
    expect(await database.dataSource.query('select from snapshots where stream_id = $1', [`member-${id}`])).toEqual([]);
    expect((await members.load(id)).aggregate.state).toBe(1);
  });

  it('that cannot be written fail no command', async () => {
    const told: unknown[] = [];
    const id = newId();
    const repository = new AggregateRepository<NotebookState, CarefulNotebook>(CarefulNotebook, unitOfWork, {
      onSnapshotError: (error) => told.push(error),
    });
    await database.dataSource.query('alter table snapshots rename to snapshots_away');
    try {
      await unitOfWork.run(async () => {
        const loaded = { aggregate: new CarefulNotebook(id), version: 0, snapshotVersion: 0 };
        loaded.aggregate.write(...numbers(5));
        await repository.save(loaded);
      });
      await repository.snapshotsWritten();
    } finally {
      await database.dataSource.query('alter table snapshots_away rename to snapshots');
    }
    expect(told).toMatchObject([{ message: expect.stringContaining('snapshots') }]);
    expect((await stateOf(id)).version).toBe(5);
  });

  it('are never replaced by an older one', async () => {
    const id = newId();
    const slow: Loaded<Notebook> = await notebooks.load(id);
    slow.aggregate.write(...numbers(120));
    await notebooks.change(id, (notebook) => notebook.write(...numbers(230)));
    const outcome = await unitOfWork.run(() => notebooks.save(slow));
    expect(outcome.committed).toBe(false);
    expect(await snapshotOf(id)).toMatchObject({ version: 230 });
  });
});

describe('An aggregate as it was', () => {
  it('is seen at each of its versions, with and without a snapshot behind it', async () => {
    const id = newId();
    for (const text of numbers(8)) await careful.change(id, (notebook) => notebook.write(text));
    expect(await snapshotOf(id)).toMatchObject({ version: 5 });
    for (let version = 0; version <= 8; version++) {
      const { aggregate, ...then } = await careful.at(id, { version });
      expect(then).toEqual({ version, snapshotVersion: version < 5 ? 0 : 5 });
      expect(aggregate.state).toEqual({ notes: version, last: version === 0 ? null : `${version}` });
    }
  });

  it('is not seen at a version it has not reached, nor at one that is none', async () => {
    const id = newId();
    await notebooks.change(id, (notebook) => notebook.write('a'));
    await expect(notebooks.at(id, { version: 2 })).rejects.toMatchObject({
      kind: 'not-found',
      code: 'VERSION_NOT_REACHED',
    });
    await expect(notebooks.at(id, { version: -1 })).rejects.toMatchObject({ code: 'MOMENT_INVALID' });
    await expect(notebooks.at(id, { time: new Date('never') })).rejects.toMatchObject({ code: 'MOMENT_INVALID' });
  });

  it('is seen at a time, an event of that very time included', async () => {
    const id = newId();
    const day = (number: number): Date => new Date(Date.UTC(2026, 0, number));
    for (const number of [2, 4, 6]) {
      now = day(number);
      await careful.change(id, (notebook) => notebook.write(`${number}a`, `${number}b`));
    }
    now = new Date();
    expect(await snapshotOf(id)).toMatchObject({ version: 6 });
    const lastAt = async (time: Date) => (await careful.at(id, { time })).aggregate.state.last;
    expect(await lastAt(day(1))).toBeNull();
    expect(await lastAt(day(2))).toBe('2b');
    expect(await lastAt(day(5))).toBe('4b');
    expect(await lastAt(day(9))).toBe('6b');
  });

  it('is never a state that it did not have, also when a clock went back', async () => {
    const id = newId();
    for (const second of [1, 5, 3, 6]) {
      now = new Date(Date.UTC(2026, 0, 1, 0, 0, second));
      await notebooks.change(id, (notebook) => notebook.write(`${second}`));
    }
    now = new Date();
    const then = await notebooks.at(id, { time: new Date(Date.UTC(2026, 0, 1, 0, 0, 4)) });
    expect([then.version, then.aggregate.state]).toEqual([1, { notes: 1, last: '1' }]);
  });

  it('leaves out what the running unit of work is about to append', async () => {
    const id = newId();
    await unitOfWork.run(async () => {
      await notebooks.change(id, (notebook) => notebook.write('a'));
      expect((await notebooks.at(id, { time: new Date(Date.now() + 60_000) })).version).toBe(0);
    });
  });
});
