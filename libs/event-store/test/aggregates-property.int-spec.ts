import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { deepStrictEqual } from 'node:assert/strict';
import { EddaError, newId } from '@edda/kernel';
import {
  createTestDatabase,
  POSTGRES_START_TIMEOUT_MS,
  startThrowAwayPostgres,
  type TestDatabase,
  type ThrowAwayPostgres,
} from '@edda/test-database';
import fc from 'fast-check';
import { AggregateRepository, EVENT_STORE_MIGRATIONS, PostgresEventStore, type AggregateType } from '../src/index.js';
import { Notebook, type NotebookState } from './support/notebook.js';

let postgres: ThrowAwayPostgres;
let database: TestDatabase;
let store: PostgresEventStore;

beforeAll(async () => {
  postgres = await startThrowAwayPostgres();
  database = await createTestDatabase(postgres, { label: 'aggregates_p', migrations: [...EVENT_STORE_MIGRATIONS] });
  store = new PostgresEventStore(database.dataSource, { source: 'test' });
}, POSTGRES_START_TIMEOUT_MS);

afterAll(async () => {
  await database.close();
  await postgres.stop();
});

type Notebooks = AggregateRepository<NotebookState, Notebook>;

/** A repository that takes a snapshot after so many events. */
function notebooksWith(snapshotEvery: number): Notebooks {
  const type: AggregateType<Notebook> = class extends Notebook {
    static readonly snapshotEvery = snapshotEvery;
  };
  return new AggregateRepository<NotebookState, Notebook>(type, store.unitOfWork);
}

/** The state that follows from the texts alone. */
function stateAfter(texts: readonly string[]): NotebookState {
  return { notes: texts.length, last: texts.at(-1) ?? null };
}

async function textsOf(id: string): Promise<string[]> {
  const texts: string[] = [];
  for await (const { data } of store.readStream({ tenantId: 'default', streamId: `notebook-${id}` })) {
    texts.push((data as { text: string }).text);
  }
  return texts;
}

const text = fc.string({ unit: 'binary', maxLength: 12 });
const history = fc.array(
  fc.record({
    texts: fc.array(text, { maxLength: 6 }),
    snapshotEvery: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.constant(Infinity)),
    undone: fc.boolean(),
  }),
  { maxLength: 8 },
);

describe('Any history of an aggregate', () => {
  it('comes back as the same state, wherever snapshots were taken', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (steps) => {
        const id = newId();
        const written: string[] = [];
        for (const { texts, snapshotEvery, undone } of steps) {
          const notebooks = notebooksWith(snapshotEvery);
          const change = () => notebooks.change(id, (notebook) => notebook.write(...texts));
          if (undone) {
            await store.unitOfWork
              .run(async () => {
                await change();
                throw new Error('Undone.');
              })
              .catch(() => undefined);
          } else {
            await change();
            written.push(...texts);
          }
          await notebooks.snapshotsWritten();
          const { aggregate, version } = await notebooks.load(id);
          deepStrictEqual({ version, ...aggregate.state }, { version: written.length, ...stateAfter(written) });
        }
        for (let version = 0; version <= written.length; version++) {
          const { aggregate } = await notebooksWith(1).at(id, { version });
          deepStrictEqual(aggregate.state, stateAfter(written.slice(0, version)));
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('Writers of one aggregate, in any order', () => {
  it('lose no event and write none twice: each change is there once, where it was decided, or was refused', async () => {
    const writer = fc.record({
      changes: fc.integer({ min: 1, max: 4 }),
      attempts: fc.constantFrom(1, 2, 50),
      pause: fc.integer({ min: 0, max: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(writer, { minLength: 2, maxLength: 6 }), async (writers) => {
        const id = newId();
        const notebooks = notebooksWith(2);
        const committed = await Promise.all(
          writers.map(async ({ changes, attempts, pause }, index) => {
            const done: string[] = [];
            for (let change = 0; change < changes; change++) {
              for (let turn = 0; turn < pause; turn++) await new Promise((resolve) => setImmediate(resolve));
              try {
                const note = await notebooks.change(
                  id,
                  (notebook, version) => {
                    const decided = `${index}/${change}/${version + 1}`;
                    notebook.write(decided);
                    return decided;
                  },
                  { attempts },
                );
                done.push(note);
              } catch (error) {
                if (!(error instanceof EddaError) || error.code !== 'STREAM_CONFLICT') throw error;
              }
            }
            return done;
          }),
        );
        await notebooks.snapshotsWritten();
        const texts = await textsOf(id);
        for (const [index, done] of committed.entries()) {
          deepStrictEqual(
            texts.filter((note) => note.startsWith(`${index}/`)),
            done,
          );
        }
        deepStrictEqual(
          texts.map((note) => Number(note.split('/')[2])),
          texts.map((_, place) => place + 1),
        );
        deepStrictEqual((await notebooks.load(id)).aggregate.state, stateAfter(texts));
      }),
      { numRuns: 40 },
    );
  });
});
