import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, withContext } from '@edda/kernel';
import {
  createTestDatabase,
  POSTGRES_START_TIMEOUT_MS,
  startThrowAwayPostgres,
  type TestDatabase,
  type ThrowAwayPostgres,
} from '@edda/test-database';
import { AggregateRepository, EVENT_STORE_MIGRATIONS, type Loaded, type UnitOfWork } from '../src/index.js';
import { eventStoreOver } from '../src/testing/index.js';
import { ChangedNotebook, Notebook } from './support/notebook.js';

let postgres: ThrowAwayPostgres;
let database: TestDatabase;
let unitOfWork: UnitOfWork;
let notebooks: AggregateRepository<Notebook['state'], Notebook>;

beforeAll(async () => {
  postgres = await startThrowAwayPostgres();
  database = await createTestDatabase(postgres, { label: 'aggregates', migrations: [...EVENT_STORE_MIGRATIONS] });
  unitOfWork = eventStoreOver(database.dataSource).unitOfWork;
  notebooks = new AggregateRepository(Notebook, unitOfWork);
}, POSTGRES_START_TIMEOUT_MS);

afterAll(async () => {
  await database.close();
  await postgres.stop();
});

const numbers = (count: number): string[] => Array.from({ length: count }, (_, index) => `${index + 1}`);

async function snapshotOf(id: string): Promise<unknown> {
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

  it('decides again when another writer was faster', async () => {
    const id = newId();
    const decidedAt: number[] = [];
    await notebooks.change(id, (notebook, version) => {
      decidedAt.push(version);
      notebook.write('mine');
    });
    await Promise.all(
      ['a', 'b', 'c'].map((text) =>
        notebooks.change(id, (notebook, version) => {
          decidedAt.push(version);
          notebook.write(text);
        }),
      ),
    );
    expect((await stateOf(id)).version).toBe(4);
    expect(decidedAt.length).toBeGreaterThanOrEqual(4);
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

  it('are taken where a hundred events have come together, in the same transaction', async () => {
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
    expect(await snapshotOf(id)).toEqual({ version: 200, schema_version: 2, state: { notes: 200, last: '99' } });
    expect((await stateOf(id)).state).toEqual({ notes: 200, last: '99' });
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
