import { AssertionError } from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import { newId } from '@edda/kernel';
import type { DataSource } from 'typeorm';
import { applyRecorded } from '../projection/apply-recorded.js';
import type { Projection } from '../projection/projection.js';
import { makeTables, quoted } from '../projection/projection-tables.js';
import { projectionWrite } from '../projection/projection-write.js';
import { eventStoreOver } from './event-store-over.js';
import { happened, type GivenEvent } from './given-event.js';

export type ExpectedRow = Readonly<Record<string, unknown>>;

/** What came of the events. Each of its functions runs them first, once. */
export interface ThenRows {
  /**
   * Exactly these rows, in any order. Of each only the columns that it names are looked at; values are as `pg` gives them:
   * a `bigint` is a string.
   */
  thenRows(table: string, ...expected: ExpectedRow[]): Promise<ThenRows>;
  /** How many side effects ran after the commits. */
  thenEffects(count: number): Promise<ThenRows>;
}

/**
 * Tests a projection by its rows: given these events, then these rows. It is run on a real database, each event in a unit
 * of work of its own; the tables it declares are made where they are missing.
 *
 *     await givenProjection(new NoteCounts(), database.dataSource)
 *       .when(...inStream(stream, message(NoteWritten, { text: 'a' }), message(NoteWritten, { text: 'b' })))
 *       .thenRows('note_counts', { stream_id: stream.streamId, notes: 2 });
 *
 * @param dataSource over a database with the tables of the event store, such as one of `createTestDatabase`
 */
export function givenProjection(
  projection: Projection,
  dataSource: DataSource,
): { when(...events: GivenEvent[]): ThenRows } {
  return { when: (...events) => new ProjectionRun(projection, dataSource, events) };
}

class ProjectionRun implements ThenRows {
  private running: Promise<void> | null = null;
  private effects = 0;

  constructor(
    private readonly projection: Projection,
    private readonly dataSource: DataSource,
    private readonly events: readonly GivenEvent[],
  ) {}

  async thenRows(table: string, ...expected: ExpectedRow[]): Promise<ThenRows> {
    await (this.running ??= this.run());
    const name = quoted(this.tableOf(table));
    const rows = await this.dataSource.query<ExpectedRow[]>(`select * from ${name}`);
    const left = [...rows];
    for (const row of expected) {
      const match = left.findIndex((seen) => isDeepStrictEqual(only(Object.keys(row), seen), row));
      if (match < 0) throw differs(`No row of ${table} is like the expected one, or not once more.`, left, row);
      left.splice(match, 1);
    }
    if (left.length > 0) throw differs(`${table} has rows that were not expected.`, left, []);
    return this;
  }

  async thenEffects(count: number): Promise<ThenRows> {
    await (this.running ??= this.run());
    if (this.effects !== count) throw differs('Another number of side effects ran.', this.effects, count);
    return this;
  }

  private async run(): Promise<void> {
    await makeTables(this.dataSource.manager, this.projection);
    const { unitOfWork } = eventStoreOver(this.dataSource);
    const versions = new Map<string, number>();
    for (const { definition, data, stream, recordedAt, metadata } of happened(this.events)) {
      const version = (versions.get(stream.streamId) ?? 0) + 1;
      versions.set(stream.streamId, version);
      const message = {
        position: [...versions.values()].reduce((sum, one) => sum + one),
        id: newId(),
        kind: definition.kind,
        ...stream,
        version: definition.kind === 'event' ? version : null,
        previousPublic: null,
        type: definition.type,
        schemaVersion: definition.version,
        topic: definition.topic?.name ?? null,
        // As it comes out of the log.
        data: JSON.parse(JSON.stringify(data)) as object,
        metadata,
        recordedAt,
      };
      const effects: (() => void | Promise<void>)[] = [];
      await unitOfWork.run(async () => {
        const tableOf = (table: string): string => this.tableOf(table);
        const write = projectionWrite(await unitOfWork.manager(), tableOf, false, (run) => effects.push(run));
        await applyRecorded(this.projection, message, write);
      });
      for (const effect of effects) await effect();
      this.effects += effects.length;
    }
  }

  /** A table that migrations make may stand under its own name though it is not declared. */
  private tableOf(table: string): string {
    return this.projection.tables.length > 0 ? this.projection.tableOf(table) : table;
  }
}

function only(columns: readonly string[], row: ExpectedRow): ExpectedRow {
  return Object.fromEntries(columns.map((column) => [column, row[column]]));
}

function differs(what: string, actual: unknown, expected: unknown): AssertionError {
  const message = `${what}\nThere: ${JSON.stringify(actual)}\nExpected: ${JSON.stringify(expected)}`;
  return new AssertionError({ message, actual, expected });
}
