import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { message } from '@edda/event-schemas';
import { isUuid, newId, withContext, type EddaError } from '@edda/kernel';
import {
  createTestDatabase,
  eventually,
  POSTGRES_START_TIMEOUT_MS,
  startThrowAwayPostgres,
  type TestDatabase,
  type ThrowAwayPostgres,
} from '@edda/test-database';
import type { DataSource, EntityManager } from 'typeorm';
import {
  EVENT_STORE_MIGRATIONS,
  MAX_APPEND_EVENTS,
  poolClient,
  readStream,
  type PostgresEventStore,
  type UnitOfWork,
} from '../src/index.js';
import { eventStoreOver } from '../src/testing/index.js';
import { CreateNoteCounts1760000000001, NoteCount, NoteCountProjection } from './support/note-count.js';
import { newStream, NoteCounted, NoteWritten, PrintNote } from './support/notes.js';
import { OpenTransaction } from './support/open-transaction.js';

const options = {
  label: 'unit_of_work',
  migrations: [...EVENT_STORE_MIGRATIONS, CreateNoteCounts1760000000001],
  entities: [NoteCount],
};

let postgres: ThrowAwayPostgres;
let database: TestDatabase;
let dataSource: DataSource;
let store: PostgresEventStore;
let unitOfWork: UnitOfWork;

beforeAll(async () => {
  postgres = await startThrowAwayPostgres();
  database = await createTestDatabase(postgres, options);
  dataSource = database.dataSource;
}, POSTGRES_START_TIMEOUT_MS);

afterAll(async () => {
  await database.close();
  await postgres.stop();
});

beforeEach(() => {
  store = eventStoreOver(dataSource, 'content');
  unitOfWork = store.unitOfWork;
});

afterEach(async () => {
  await eventually(() => dataSource.query('truncate note_counts, marks'));
});

/** Sessions of this database that are inside a transaction, apart from the one that asks. */
async function openTransactions(): Promise<number> {
  const [row] = await dataSource.query<{ count: number }[]>(
    `select count(*)::int from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and xact_start is not null`,
  );
  return row?.count ?? 0;
}

/** Transactions that hold the lock which every writer of the log takes. */
async function writersOfTheLog(): Promise<number> {
  const [row] = await dataSource.query<{ count: number }[]>(
    `select count(*)::int from pg_locks where relation = 'events'::regclass and mode = 'RowExclusiveLock'`,
  );
  return row?.count ?? 0;
}

async function mark(manager: EntityManager, id: number): Promise<void> {
  await manager.query('insert into marks values ($1)', [id]);
}

async function marks(): Promise<number[]> {
  return (await dataSource.query<{ id: number }[]>('select id from marks order by id')).map(({ id }) => id);
}

const COUNT_SQL = `insert into note_counts values ('one', 1)`;

const note = (text: string) => message(NoteWritten, { text });

async function textsOf(stream: { tenantId: string; streamId: string }): Promise<unknown[]> {
  return (await readStream(poolClient(dataSource), stream)).map(({ data }) => (data as { text?: string }).text);
}

describe('A unit of work', () => {
  it('commits events, outgoing messages and read models together', async () => {
    const stream = newStream();
    const outcome = await unitOfWork.run(async () => {
      unitOfWork.append(stream, [note('a'), note('b')], 'none');
      const sent = unitOfWork.send(message(PrintNote, { text: 'a' }), { key: 'printer-1' });
      const counts = await unitOfWork.repository(NoteCount);
      await counts.insert({ streamId: stream.streamId, notes: 2, lastVersion: 2 });
      expect(await dataSource.getRepository(NoteCount).count()).toBe(0);
      return sent;
    });
    expect(outcome.committed).toBe(true);
    expect(await textsOf(stream)).toEqual(['a', 'b']);
    expect(await dataSource.getRepository(NoteCount).count()).toBe(1);
    const sent = outcome.committed ? outcome.value : '';
    expect(await dataSource.query('select kind, stream_id from events where id = $1', [sent])).toEqual([
      { kind: 'command', stream_id: 'printer-1' },
    ]);
  });

  it('leaves nothing behind when its work fails, and passes the failure on', async () => {
    const stream = newStream();
    const failure = new Error('The work failed.');
    const running = unitOfWork.run(async () => {
      unitOfWork.append(stream, [note('a')], 'none');
      await mark(await unitOfWork.manager(), 1);
      throw failure;
    });
    await expect(running).rejects.toBe(failure);
    expect(await textsOf(stream)).toEqual([]);
    expect(await marks()).toEqual([]);
    expect(await openTransactions()).toBe(0);
  });

  it('that meets the row of a faster writer of its stream is a conflict, not a failure of the row', async () => {
    const stream = newStream();
    const outcomes = await Promise.all(
      Array.from({ length: 4 }, () =>
        unitOfWork.run(async () => {
          unitOfWork.append(stream, [note('a')], 'none');
          await (await unitOfWork.manager()).query(COUNT_SQL);
        }),
      ),
    );
    expect(outcomes.filter(({ committed }) => committed)).toHaveLength(1);
    const { tenantId, streamId } = stream;
    const conflict = { tenantId, streamId, expected: 'none', actual: 1 };
    expect(outcomes.filter(({ committed }) => !committed)).toEqual(Array(3).fill({ committed: false, conflict }));
    expect(await textsOf(stream)).toEqual(['a']);
  });

  it('that meets a row of somebody else fails with what the database says', async () => {
    await dataSource.query(COUNT_SQL);
    const running = unitOfWork.run(async () => {
      unitOfWork.append(newStream(), [note('a')], 'none');
      await (await unitOfWork.manager()).query(COUNT_SQL);
    });
    await expect(running).rejects.toMatchObject({ code: '23505' });
  });

  it('gives a conflict as a value and undoes everything', async () => {
    const stream = newStream();
    const other = newStream();
    await unitOfWork.run(async () => unitOfWork.append(stream, [note('first')], 'none'));
    const outcome = await unitOfWork.run(async () => {
      await mark(await unitOfWork.manager(), 1);
      unitOfWork.append(other, [note('other')], 'none');
      unitOfWork.append(stream, [note('second')], 'none');
      unitOfWork.send(message(PrintNote, { text: 'a' }), { key: 'printer-1' });
    });
    const { tenantId, streamId } = stream;
    expect(outcome).toEqual({ committed: false, conflict: { tenantId, streamId, expected: 'none', actual: 1 } });
    expect(await textsOf(stream)).toEqual(['first']);
    expect(await textsOf(other)).toEqual([]);
    expect(await marks()).toEqual([]);
    expect(await openTransactions()).toBe(0);
  });

  it('takes no connection while it computes', async () => {
    await unitOfWork.run(async () => {
      unitOfWork.append(newStream(), [note('a')], 'none');
      unitOfWork.send(message(PrintNote, { text: 'a' }), { key: 'printer-1' });
      expect(await openTransactions()).toBe(0);
      await unitOfWork.manager();
      expect(await openTransactions()).toBe(1);
    });
    expect(await openTransactions()).toBe(0);
  });

  it('writes to the log last, so that readers are not held up while it works', async () => {
    await unitOfWork.run(async () => {
      unitOfWork.append(newStream(), [note('a')], 'none');
      await mark(await unitOfWork.manager(), 1);
      expect(await openTransactions()).toBe(1);
      expect(await writersOfTheLog()).toBe(0);
    });
  });

  it('runs in one transaction, statement after statement, whatever is asked at the same time', async () => {
    await unitOfWork.run(async () => {
      const rows = await Promise.all(
        Array.from({ length: 20 }, async () => {
          const manager = await unitOfWork.manager();
          return manager.query<unknown[]>('select pg_backend_pid(), pg_current_xact_id()::text from pg_sleep(0.001)');
        }),
      );
      expect(new Set(rows.map((row) => JSON.stringify(row))).size).toBe(1);
    });
  });

  it('waits for statements that are still running before it undoes them', async () => {
    const running = unitOfWork.run(async () => {
      const manager = await unitOfWork.manager();
      await Promise.all([
        manager.query('select pg_sleep(0.05)').then(() => mark(manager, 1)),
        Promise.reject(new Error('One of them failed.')),
      ]);
    });
    await expect(running).rejects.toThrow('One of them failed.');
    expect(await openTransactions()).toBe(0);
    expect(await marks()).toEqual([]);
  });

  it('reads what it wrote, from its own transaction once that is open', async () => {
    await unitOfWork.run(async () => {
      const before = unitOfWork.reader();
      expect(await before.query('select id from marks')).toEqual([]);
      await mark(await unitOfWork.manager(), 7);
      expect(await unitOfWork.reader().query('select id from marks')).toEqual([{ id: 7 }]);
      expect(await before.query('select id from marks')).toEqual([]);
    });
  });

  it('tells what waits to be appended to a stream', async () => {
    const stream = newStream();
    await unitOfWork.run(async () => {
      unitOfWork.append(stream, [note('a')], 'none');
      unitOfWork.append(newStream(), [note('elsewhere')], 'none');
      unitOfWork.append(stream, [note('b')], 1);
      expect(unitOfWork.buffered(stream).map(({ data }) => data)).toEqual([{ text: 'a' }, { text: 'b' }]);
    });
    expect(unitOfWork.buffered(stream)).toEqual([]);
    expect(await textsOf(stream)).toEqual(['a', 'b']);
  });

  it('refuses an event that does not fit its schema at once', async () => {
    const running = unitOfWork.run(async () => {
      unitOfWork.append(newStream(), [message(NoteWritten, { text: 7 as unknown as string })], 'none');
    });
    await expect(running).rejects.toMatchObject({ code: 'MESSAGE.INVALID' });
  });

  it('refuses a stream of another tenant, a version that is none and too many events at once', async () => {
    const refusal = async (append: () => unknown): Promise<unknown> =>
      withContext({ tenantId: 'default' }, () =>
        unitOfWork
          .run(async () => append())
          .then(
            () => null,
            (error: unknown) => (error as EddaError).code,
          ),
      );
    const many = Array.from({ length: MAX_APPEND_EVENTS + 1 }, () => note('a'));
    expect(await refusal(() => unitOfWork.append(newStream('yours'), [note('a')], 'any'))).toBe('TENANT_MISMATCH');
    expect(await refusal(() => unitOfWork.append(newStream(), [note('a')], -1))).toBe('EXPECTED_VERSION_INVALID');
    expect(await refusal(() => unitOfWork.append(newStream(), many, 'any'))).toBe('BATCH_TOO_LARGE');
    expect(await refusal(() => unitOfWork.append(newStream(), [], 'any'))).toBe(null);
  });

  it('is needed for an append', () => {
    expect(() => unitOfWork.append(newStream(), [note('a')], 'none')).toThrow(
      'No unit of work is running here: call this inside UnitOfWork.run.',
    );
  });
});

describe('A unit of work that has ended', () => {
  const ended = 'This unit of work has ended: a promise that writes was not awaited inside it.';

  it('refuses a manager that was kept', async () => {
    let kept: EntityManager | undefined;
    await unitOfWork.run(async () => {
      kept = await unitOfWork.manager();
      await mark(kept, 1);
    });
    await expect(kept && mark(kept, 2)).rejects.toThrow();
    expect(await marks()).toEqual([1]);
  });

  it.each(['commits', 'is undone'])('refuses what a forgotten promise writes after it %s', async (how) => {
    const stream = newStream();
    const attempts: Promise<unknown>[] = [];
    let end: () => void = () => undefined;
    const hasEnded = new Promise<void>((resolve) => (end = resolve));
    await unitOfWork
      .run(async () => {
        const late = async (write: () => unknown): Promise<void> => {
          await hasEnded;
          await write();
        };
        attempts.push(
          late(() => unitOfWork.append(stream, [note('late')], 'any')),
          late(() => unitOfWork.send(message(PrintNote, { text: 'late' }), { key: 'k' })),
          late(async () => mark(await unitOfWork.manager(), 2)),
          late(async () => (await unitOfWork.repository(NoteCount)).find()),
        );
        if (how === 'is undone') throw new Error('Undone.');
      })
      .catch(() => undefined);
    end();
    for (const attempt of await Promise.allSettled(attempts)) {
      expect(attempt).toMatchObject({ status: 'rejected', reason: { message: ended } });
    }
    expect(await textsOf(stream)).toEqual([]);
    expect(await marks()).toEqual([]);
  });

  it('does not leave a transaction that a forgotten promise began', async () => {
    let forgotten: Promise<unknown> | undefined;
    await unitOfWork.run(async () => {
      forgotten = unitOfWork.manager();
    });
    await forgotten;
    expect(await openTransactions()).toBe(0);
  });

  it('commits all of it when a nested transaction was left open', async () => {
    await unitOfWork.run(async () => {
      const manager = await unitOfWork.manager();
      await mark(manager, 1);
      await manager.queryRunner?.startTransaction();
      await mark(manager, 2);
    });
    expect(await marks()).toEqual([1, 2]);
    expect(await openTransactions()).toBe(0);
  });
});

describe('A unit of work that is let in before it takes a connection', () => {
  it('asks once, at its first statement, and tells when it has given the connection back', async () => {
    const told: string[] = [];
    const opening = (): Promise<() => void> => {
      told.push('asked');
      return Promise.resolve(() => void told.push('left'));
    };
    const outcome = await unitOfWork.run(
      async () => {
        told.push('works');
        await Promise.all([
          mark(await unitOfWork.manager(), 1),
          unitOfWork.client().query('insert into marks values (2)'),
        ]);
        told.push('wrote');
      },
      { opening },
    );
    expect(outcome.committed).toBe(true);
    expect(told).toEqual(['works', 'asked', 'wrote', 'left']);
    const failing = unitOfWork.run(() => unitOfWork.client().query('insert into nowhere values (1)'), { opening });
    await expect(failing).rejects.toThrow('nowhere');
    expect(told.slice(4)).toEqual(['asked', 'left']);
  });

  it('does not ask when it needs none', async () => {
    const stream = newStream();
    const opening = (): Promise<() => void> => Promise.reject(new Error('It asked.'));
    await unitOfWork.run(() => Promise.resolve(unitOfWork.append(stream, [note('a')], 'none')), { opening });
    expect(await textsOf(stream)).toEqual(['a']);
  });

  it('fails when it is not let in, also when the work swallows that', async () => {
    const refusal = new Error('There is no room.');
    const running = unitOfWork.run(async () => mark(await unitOfWork.manager(), 1).catch(() => undefined), {
      opening: () => Promise.reject(refusal),
    });
    await expect(running).rejects.toBe(refusal);
    const swallowing = unitOfWork.run(
      async () => {
        await unitOfWork
          .client()
          .query('select 1')
          .catch(() => undefined);
      },
      { opening: () => Promise.reject(refusal) },
    );
    await expect(swallowing).rejects.toBe(refusal);
  });

  it('takes none when it is let in after its end', async () => {
    const aborting = new AbortController();
    const told: string[] = [];
    let letIn: (left: () => void) => void = () => undefined;
    const room = new Promise<() => void>((resolve) => (letIn = resolve));
    const running = unitOfWork.run(() => unitOfWork.client().query('insert into marks values (1)'), {
      signal: aborting.signal,
      opening: () => room,
    });
    aborting.abort(new Error('Too late.'));
    await expect(running).rejects.toThrow('Too late.');
    letIn(() => void told.push('left'));
    await eventually(() => expect(told).toEqual(['left']));
    expect(await marks()).toEqual([]);
  });
});

describe('A unit of work whose database fails', () => {
  it('does not claim to have committed when the error of a statement was swallowed', async () => {
    const stream = newStream();
    const running = unitOfWork.run(async () => {
      const manager = await unitOfWork.manager();
      await mark(manager, 1);
      await manager.query('select 1 / 0').catch(() => undefined);
    });
    await expect(running).rejects.toThrow(
      'Nothing of this unit of work was committed: a statement failed in it, and the work went on.',
    );
    await expect(running).rejects.toMatchObject({ cause: { message: 'division by zero' } });
    expect(await marks()).toEqual([]);
    expect(await textsOf(stream)).toEqual([]);
  });

  it('commits when the failed statement was undone by a nested transaction', async () => {
    await unitOfWork.run(async () => {
      const manager = await unitOfWork.manager();
      await mark(manager, 1);
      await manager.transaction((nested) => nested.query('select 1 / 0')).catch(() => undefined);
      await mark(manager, 2);
    });
    expect(await marks()).toEqual([1, 2]);
  });

  it('fails when the commit does, and leaves nothing', async () => {
    const stream = newStream();
    await mark(dataSource.manager, 1);
    const running = unitOfWork.run(async () => {
      unitOfWork.append(stream, [note('a')], 'none');
      await mark(await unitOfWork.manager(), 1);
    });
    await expect(running).rejects.toThrow('duplicate key value violates unique constraint "marks_pkey"');
    expect(await textsOf(stream)).toEqual([]);
    // The server takes a moment to see that the connection is gone.
    await eventually(async () => expect(await openTransactions()).toBe(0));
  });

  it('fails when its connection is lost, and the next one works', async () => {
    const stream = newStream();
    const running = unitOfWork.run(async () => {
      const manager = await unitOfWork.manager();
      unitOfWork.append(stream, [note('a')], 'none');
      await mark(manager, 1);
      await database.breakConnections();
      await mark(manager, 2);
    });
    await expect(running).rejects.toThrow();
    // Idle connections were broken too, and may not have heard of it yet.
    await eventually(async () => expect(await marks()).toEqual([]));
    await eventually(() => unitOfWork.run(async () => mark(await unitOfWork.manager(), 3)));
    expect(await marks()).toEqual([3]);
  });

  it('fails when its connection is lost just before the commit', async () => {
    const running = unitOfWork.run(async () => {
      await mark(await unitOfWork.manager(), 1);
      await database.breakConnections();
    });
    await expect(running).rejects.toThrow();
    await eventually(async () => expect(await marks()).toEqual([]));
  });

  it('fails when it gets no connection, also when the work swallows that', async () => {
    const narrow = await createTestDatabase(postgres, {
      ...options,
      label: 'narrow',
      poolSize: 1,
      connectTimeoutMs: 3_000,
    });
    const { unitOfWork: starved } = eventStoreOver(narrow.dataSource);
    const holder = narrow.dataSource.createQueryRunner();
    await holder.connect();
    const swallowing = starved.run(async () => {
      await starved.manager().catch(() => undefined);
      return 'done';
    });
    await expect(swallowing).rejects.toThrow('timeout exceeded when trying to connect');
    await holder.release();
    expect(await starved.run(async () => mark(await starved.manager(), 1))).toMatchObject({ committed: true });
    await narrow.close();
  });
});

describe('Units of work inside one another', () => {
  it('commit by themselves: what the inner one did stays when the outer one is undone', async () => {
    const running = unitOfWork.run(async () => {
      await mark(await unitOfWork.manager(), 1);
      await unitOfWork.run(async () => mark(await unitOfWork.manager(), 2));
      await mark(await unitOfWork.manager(), 3);
      throw new Error('Undone.');
    });
    await expect(running).rejects.toThrow('Undone.');
    expect(await marks()).toEqual([2]);
  });

  it('are one when the inner work joins', async () => {
    const running = unitOfWork.run(async () => {
      await unitOfWork.runOrJoin(async () => mark(await unitOfWork.manager(), 1));
      throw new Error('Undone.');
    });
    await expect(running).rejects.toThrow('Undone.');
    expect(await marks()).toEqual([]);
  });
});

describe('Units of work side by side', () => {
  it('that write the same streams in different orders wait for each other and all commit', async () => {
    const [left, right] = [newStream(), newStream()];
    const outcomes = await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        unitOfWork.run(async () => {
          for (const stream of index % 2 ? [left, right] : [right, left]) {
            unitOfWork.append(stream, [note(`${index}`)], 'any');
          }
        }),
      ),
    );
    expect(outcomes.every(({ committed }) => committed)).toBe(true);
    expect(await textsOf(left)).toHaveLength(30);
    expect(await textsOf(right)).toHaveLength(30);
  });

  it('try again at a conflict until each has had its turn', async () => {
    const stream = newStream();
    const outcomes = await Promise.all(
      Array.from({ length: 4 }, (_, index) =>
        unitOfWork.runOrJoin(async () => {
          const { length } = await readStream(unitOfWork.reader(), stream);
          unitOfWork.append(stream, [note(`${index}`)], length);
        }),
      ),
    );
    expect(outcomes.every(({ committed }) => committed)).toBe(true);
    expect((await textsOf(stream)).sort()).toEqual(['0', '1', '2', '3']);
  });

  it('give the conflict back when their attempts are used up', async () => {
    const stream = newStream();
    await unitOfWork.run(async () => unitOfWork.append(stream, [note('a')], 'none'));
    const outcome = await unitOfWork.runOrJoin(async () => unitOfWork.append(stream, [note('b')], 'none'), 2);
    expect(outcome).toMatchObject({ committed: false, conflict: { actual: 1 } });
  });
});

describe('What is done after the commit', () => {
  it('happens once, when others can see the changes', async () => {
    const seen: Promise<number[]>[] = [];
    await unitOfWork.run(async () => {
      await mark(await unitOfWork.manager(), 1);
      unitOfWork.afterCommit(() => seen.push(marks()));
      expect(seen).toEqual([]);
    });
    expect(await Promise.all(seen)).toEqual([[1]]);
  });

  it('does not happen when the work fails or conflicts', async () => {
    const stream = newStream();
    let done = 0;
    const attempt = (work: () => void): Promise<unknown> =>
      unitOfWork.run(async () => {
        unitOfWork.afterCommit(() => done++);
        work();
      });
    await attempt(() => unitOfWork.append(stream, [note('a')], 'exists'));
    await attempt(() => {
      throw new Error('It failed.');
    }).catch(() => undefined);
    expect(done).toBe(0);
  });

  it('tells the followers of the log in this process, when something was appended', async () => {
    let told = 0;
    store.activity.onAppended(() => told++);
    await unitOfWork.run(async () => mark(await unitOfWork.manager(), 1));
    expect(told).toBe(0);
    await unitOfWork.run(async () => unitOfWork.append(newStream(), [note('a')], 'none'));
    await unitOfWork.run(async () => unitOfWork.send(message(PrintNote, { text: 'a' }), { key: 'k' }));
    expect(told).toBe(2);
  });
});

describe('Inline projections', () => {
  it('change in the transaction of the append they follow', async () => {
    new NoteCountProjection(store.inlineProjections);
    const stream = newStream();
    await unitOfWork.run(async () => {
      unitOfWork.append(stream, [note('a'), message(NoteCounted, { by: 1 }), note('b')], 'none');
    });
    expect(await dataSource.getRepository(NoteCount).find()).toEqual([
      { streamId: stream.streamId, notes: 2, lastVersion: 3 },
    ]);
  });

  it('are undone with it', async () => {
    new NoteCountProjection(store.inlineProjections);
    const stream = newStream();
    await unitOfWork.run(async () => unitOfWork.append(stream, [note('a')], 'exists'));
    expect(await dataSource.getRepository(NoteCount).find()).toEqual([]);
  });

  it('undo it when they fail', async () => {
    new NoteCountProjection(store.inlineProjections);
    const stream = newStream();
    await dataSource.query('alter table note_counts add constraint no_notes check (notes < 1)');
    const running = unitOfWork.run(async () => unitOfWork.append(stream, [note('a')], 'none'));
    await expect(running).rejects.toThrow('no_notes');
    await dataSource.query('alter table note_counts drop constraint no_notes');
    expect(await textsOf(stream)).toEqual([]);
  });

  it('change once when the append is repeated, by itself and in a unit of work', async () => {
    new NoteCountProjection(store.inlineProjections);
    const stream = newStream();
    const events = [{ ...note('a'), id: newId() }];
    const first = await store.append(stream, events, { expected: 'none' });
    expect(await store.append(stream, events, { expected: 'none' })).toEqual({ ...first, repeated: true });
    const again = await unitOfWork.run(async () => unitOfWork.append(stream, events, 'any'));
    expect(again).toMatchObject({ committed: true, position: first.ok && first.position });
    expect(await dataSource.getRepository(NoteCount).find()).toMatchObject([{ notes: 1 }]);
  });

  it('change once when repetitions come at the same time', async () => {
    new NoteCountProjection(store.inlineProjections);
    const stream = newStream();
    const events = [{ ...note('a'), id: newId() }];
    const holdUp = await OpenTransaction.begin(dataSource);
    await holdUp.query('lock table note_counts in exclusive mode');
    const running = Array.from({ length: 4 }, () =>
      unitOfWork.run(async () => unitOfWork.append(stream, events, 'any')),
    );
    await eventually(async () => {
      const waiting = await dataSource.query(
        `select from pg_locks where relation = 'note_counts'::regclass and not granted`,
      );
      expect(waiting).toHaveLength(4);
    });
    await holdUp.commit();
    const results = await Promise.allSettled(running);
    // They changed the read model before they heard of the other one: that is undone, and they are to be tried again.
    const refused = { status: 'rejected', reason: expect.objectContaining({ code: 'EVENT_STORE_UNAVAILABLE' }) };
    expect(results.filter(({ status }) => status === 'rejected')).toEqual([refused, refused, refused]);
    expect(await dataSource.getRepository(NoteCount).find()).toMatchObject([{ notes: 1 }]);
    expect(await textsOf(stream)).toEqual(['a']);
  });

  it('do not know the version of an event that is appended whatever is there', async () => {
    new NoteCountProjection(store.inlineProjections);
    const stream = newStream();
    await unitOfWork.run(async () => unitOfWork.append(stream, [note('a')], 'any'));
    expect(await dataSource.getRepository(NoteCount).find()).toMatchObject([{ lastVersion: null }]);
  });
});

describe('The metadata of what is appended', () => {
  it('joins everything of one append also where no context is', async () => {
    const stream = newStream();
    await unitOfWork.run(async () => unitOfWork.append(stream, [note('a'), note('b')], 'none'));
    const events = await readStream(poolClient(dataSource), stream);
    expect(isUuid(events[0]?.metadata.correlationId)).toBe(true);
    expect(events[0]?.metadata).toEqual(events[1]?.metadata);
    expect(events[0]?.metadata).toMatchObject({ source: 'content', userId: null, causationId: null });
  });

  it('has an id of its own for every event', async () => {
    const stream = newStream();
    await unitOfWork.run(async () => unitOfWork.append(stream, [note('a'), note('b')], 'none'));
    const ids = (await readStream(poolClient(dataSource), stream)).map(({ id }) => id);
    expect(new Set([...ids, newId()]).size).toBe(3);
    expect([...ids].sort()).toEqual(ids);
  });
});

describe('A statement that is written with the commit', () => {
  const mark = (id: number): void =>
    unitOfWork.write({ name: 'mark', text: 'insert into marks (id) values ($1)', values: [id] });
  const marks = async (): Promise<number[]> => {
    const rows = await dataSource.query<{ id: number }[]>('select id from marks order by id');
    return rows.map(({ id }) => id);
  };
  const last = (fails = false) => ({
    name: 'last',
    text: 'select 1 / $1::int as fine',
    values: [fails ? 0 : 1],
  });

  it('is seen by nobody before, and by everybody behind it', async () => {
    await unitOfWork.run(async () => {
      mark(1);
      expect(await marks()).toEqual([]);
    });
    expect(await marks()).toEqual([1]);
  });

  it.each([true, false])(
    'commits with the others or not at all, the last one included (opened before: %s)',
    async (open) => {
      const work = (id: number) => async (): Promise<void> => {
        if (open) await unitOfWork.client().query('select 1');
        mark(id);
        mark(id + 1);
      };
      await unitOfWork.run(work(10), { last: last() });
      await expect(unitOfWork.run(work(20), { last: last(true) })).rejects.toMatchObject({ code: '22012' });
      await unitOfWork.run(work(30), { last: last() });
      expect(await marks()).toEqual([10, 11, 30, 31]);
      expect(await openTransactions()).toBe(0);
    },
  );

  it('shares a commit with others, of which only the one that fails is undone', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 50 }, (_, index) => unitOfWork.run(async () => mark(index), { last: last(index === 30) })),
    );
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(1);
    expect(outcomes[30]).toMatchObject({ status: 'rejected', reason: { code: '22012' } });
    expect(await marks()).toHaveLength(49);
    expect(await marks()).not.toContain(30);
  });

  it('is not repeated where a connection was lost, because nobody knows whether it was committed', async () => {
    const kill = (): void =>
      unitOfWork.write({ name: 'kill', text: 'select pg_terminate_backend(pg_backend_pid())', values: [] });
    // The first one is under way by itself; those behind it share a commit.
    const outcomes = await Promise.allSettled([
      unitOfWork.run(async () => mark(1), { last: last() }),
      unitOfWork.run(async () => mark(2), { last: last() }),
      unitOfWork.run(async () => kill(), { last: last() }),
      unitOfWork.run(async () => mark(3), { last: last() }),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'rejected']);
    expect(await marks()).toEqual([1]);
  });

  it('does not wait for one that waits for a lock', async () => {
    const lock = await OpenTransaction.begin(dataSource);
    await lock.query('insert into marks (id) values (1)');
    const held = unitOfWork.run(async () => mark(1));
    await unitOfWork.run(async () => mark(2));
    expect(await marks()).toEqual([2]);
    await lock.rollback();
    await held;
    expect(await marks()).toEqual([1, 2]);
  });

  it('goes with what is appended', async () => {
    const stream = newStream();
    const work = async (): Promise<void> => {
      mark(1);
      unitOfWork.append(stream, [message(NoteWritten, { text: 'note' })], 'none');
    };
    await unitOfWork.run(work, { last: last() });
    expect(await marks()).toEqual([1]);
    expect((await unitOfWork.run(work, { last: last() })).committed).toBe(false);
    expect(await marks()).toEqual([1]);
  });
});

describe('Work that takes too long', () => {
  it('is undone at once, and cannot write or commit any more', async () => {
    const time = new AbortController();
    const late: unknown[] = [];
    let ended: () => void = () => undefined;
    const ending = new Promise<void>((resolve) => (ended = resolve));
    const running = unitOfWork.run(
      async () => {
        const client = unitOfWork.client();
        await client.query(`insert into marks (id) values (1)`);
        time.abort(new Error('It took too long.'));
        await client.query(`insert into marks (id) values (2)`).catch((error: unknown) => late.push(error));
        ended();
      },
      { signal: time.signal },
    );
    await expect(running).rejects.toThrow('It took too long.');
    await ending;
    expect(late).toHaveLength(1);
    const rows = await dataSource.query<unknown[]>('select 1 from marks');
    expect(rows).toEqual([]);
    await eventually(async () => expect(await openTransactions()).toBe(0));
  });
});
