import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { EventStore, ExpectedVersion, StreamName } from '../../src/index.js';
import { histories, HistoryOfAppends, type Outcome } from './append-history.js';

/**
 * What holds of any history of appends.
 *
 * @param runs how many histories each property is tried with
 */
export function describeAppendProperties(name: string, store: () => EventStore, runs: number): void {
  describe(name, () => {
    it('answers every append of any history as the model does, and holds what the model holds', async () => {
      await fc.assert(
        fc.asyncProperty(histories, async (steps) => {
          const history = new HistoryOfAppends(store());
          for (const step of steps) {
            const { stream, ids } = history.resolve(step);
            const wanted = history.model.append(stream.streamId, ids, step.expected);
            expect(await history.append(stream, ids, step.expected)).toEqual(wanted);
          }
          const { log, streams } = history.model;
          expect(await history.contents()).toEqual({ log, streams });
        }),
        { numRuns: runs },
      );
    });

    it('is not changed by any repetitions of what was appended, in any order and at the same time', async () => {
      const order = fc.infiniteStream(fc.nat());
      await fc.assert(
        fc.asyncProperty(histories, order, fc.boolean(), async (steps, picks, together) => {
          const history = new HistoryOfAppends(store());
          const written: { stream: StreamName; ids: string[]; expected: ExpectedVersion; outcome: Outcome }[] = [];
          for (const step of steps) {
            const { stream, ids } = history.resolve(step);
            const outcome = await history.append(stream, ids, step.expected);
            if ('appended' in outcome) written.push({ stream, ids, expected: step.expected, outcome });
            if ('appended' in outcome) history.model.append(stream.streamId, ids, step.expected);
          }
          const before = await history.contents();
          const again = written.flatMap(() => written[picks.next().value % written.length] ?? []);
          const repeat = async ({ stream, ids, expected, outcome }: (typeof again)[number]): Promise<void> =>
            expect(await history.append(stream, ids, expected)).toEqual({ ...outcome, repeated: true });
          if (together) await Promise.all(again.map(repeat));
          else for (const one of again) await repeat(one);
          expect(await history.contents()).toEqual(before);
        }),
        { numRuns: runs },
      );
    });

    it('counts versions without a gap, and writes each append in one piece, when all come at the same time', async () => {
      await fc.assert(
        fc.asyncProperty(histories, async (steps) => {
          const history = new HistoryOfAppends(store());
          const acts = steps.map((step) => ({ ...history.resolve(step), expected: step.expected }));
          const outcomes = await Promise.all(
            acts.map(({ stream, ids, expected }) => history.append(stream, ids, expected)),
          );
          for (const { stream } of acts) history.model.streams.set(stream.streamId, []);
          const { log, streams } = await history.contents();
          expect(new Set(log).size).toBe(log.length);
          for (const [index, { stream, ids, expected }] of acts.entries()) {
            const own = streams.get(stream.streamId) ?? [];
            const outcome = outcomes[index];
            if (!outcome || !('appended' in outcome)) continue;
            expect(own.slice(outcome.appended - ids.length, outcome.appended)).toEqual(ids);
            if (typeof expected === 'number') expect(outcome.appended - ids.length).toBe(expected);
            if (expected === 'none') expect(outcome.appended).toBe(ids.length);
          }
          // Nothing is there that no append answered for.
          const answered = acts.flatMap(({ ids }, index) => ('appended' in (outcomes[index] ?? {}) ? ids : []));
          expect([...new Set(answered)].sort()).toEqual([...log].sort());
        }),
        { numRuns: runs },
      );
    });
  });
}
