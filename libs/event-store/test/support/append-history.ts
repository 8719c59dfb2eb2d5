import { EddaError, newId } from '@edda/kernel';
import { message } from '@edda/event-schemas';
import * as fc from 'fast-check';
import type { EventStore, ExpectedVersion, StreamName } from '../../src/index.js';
import { NoteWritten } from './notes.js';

/** One append of a history. Numbers that choose among what was there before are taken modulo its count. */
export interface Step {
  stream: number;
  expected: ExpectedVersion;
  /** How many events; each has a new id, or one that was used before. */
  ids: ('new' | number)[];
  /** Instead of `ids`: the events of an earlier append, which is repeated. */
  repeats: number | null;
}

export type Outcome =
  { appended: number; repeated: boolean } | { conflict: ExpectedVersion; actual: number } | { refused: string };

const expected = fc.oneof(
  fc.constantFrom<ExpectedVersion[]>('any', 'exists', 'none'),
  fc.nat({ max: 6 }),
) as fc.Arbitrary<ExpectedVersion>;

/** Any appends to a few streams: with any expectation, repeated, and with ids that stand elsewhere. */
export const histories: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    stream: fc.nat({ max: 2 }),
    expected,
    ids: fc.array(
      fc.oneof({ weight: 12, arbitrary: fc.constant('new' as const) }, { weight: 1, arbitrary: fc.nat() }),
      {
        minLength: 1,
        maxLength: 3,
      },
    ),
    repeats: fc.option(fc.nat(), { freq: 3 }),
  }),
  { minLength: 1, maxLength: 25 },
);

/** What an event store is to do, as plainly as it can be said. */
export class LogModel {
  /** The ids of each stream's events. */
  readonly streams = new Map<string, string[]>();
  /** The ids in the order of their positions. */
  readonly log: string[] = [];

  append(stream: string, ids: readonly string[], expected: ExpectedVersion): Outcome {
    const own = this.streams.get(stream) ?? [];
    const first = own.indexOf(ids[0] ?? '');
    if (new Set(ids).size < ids.length) return { refused: 'EVENT_ID_REUSED' };
    if (ids.some((id) => this.log.includes(id))) {
      const stands = first >= 0 && own.slice(first, first + ids.length).join() === ids.join();
      const meant = expected === 'any' || expected === 'exists' || (expected === 'none' ? 0 : expected) === first;
      return stands && meant ? { appended: first + ids.length, repeated: true } : { refused: 'EVENT_ID_REUSED' };
    }
    const fits = { any: true, exists: own.length > 0, none: own.length === 0 };
    if (!(typeof expected === 'number' ? expected === own.length : fits[expected])) {
      return { conflict: expected, actual: own.length };
    }
    this.streams.set(stream, [...own, ...ids]);
    this.log.push(...ids);
    return { appended: own.length + ids.length, repeated: false };
  }
}

/** A store, with a tenant and streams of its own for one history. */
export class HistoryOfAppends {
  readonly tenantId = `tenant-${newId()}`;
  readonly model = new LogModel();
  private readonly earlier: { stream: number; ids: string[] }[] = [];

  constructor(private readonly store: EventStore) {}

  /** The stream and the ids that a step is about; ids of steps that were refused count as used too. */
  resolve(step: Step): { stream: StreamName; ids: string[] } {
    const repeated = step.repeats === null ? undefined : this.earlier[step.repeats % this.earlier.length];
    const used = this.earlier.flatMap(({ ids }) => ids);
    const number = repeated?.stream ?? step.stream;
    const ids =
      repeated?.ids ??
      step.ids.map((id) => (id === 'new' || used.length === 0 ? newId() : (used[id % used.length] ?? '')));
    this.earlier.push({ stream: number, ids });
    return { stream: { tenantId: this.tenantId, streamId: `note-${number}`, category: 'note' }, ids };
  }

  async append(stream: StreamName, ids: readonly string[], expected: ExpectedVersion): Promise<Outcome> {
    const events = ids.map((id) => ({ ...message(NoteWritten, { text: id }), id }));
    try {
      const result = await this.store.append(stream, events, { expected });
      if (!result.ok) return { conflict: result.conflict.expected, actual: result.conflict.actual };
      return { appended: result.version, repeated: result.repeated };
    } catch (error) {
      if (error instanceof EddaError) return { refused: error.code };
      throw error;
    }
  }

  /** The ids in the log and in each stream, as the store gives them. */
  async contents(): Promise<{ log: string[]; streams: Map<string, string[]> }> {
    const log: string[] = [];
    for await (const { id } of this.store.readAll({ tenantId: this.tenantId, batchSize: 7 })) log.push(id);
    const streams = new Map<string, string[]>();
    for (const streamId of this.model.streams.keys()) {
      const own: string[] = [];
      for await (const { id } of this.store.readStream({ tenantId: this.tenantId, streamId })) own.push(id);
      streams.set(streamId, own);
    }
    return { log, streams };
  }
}
