import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { randomSaga } from '../../test/support/random-definition.js';
import { RandomRun } from '../../test/support/random-run.js';
import { checkDefinition } from '../definition/check-definition.js';
import { replayHistory } from '../history-replay/replay-history.js';

const RUNS = Number(process.env['SAGA_PROPERTY_RUNS'] ?? 400);
const tape = fc.array(fc.nat(1_000_000), { maxLength: 120 });

/** Whatever happens to it, in whatever order: outcomes, failures, crashes, repetitions, late messages, requests. */
describe('Any saga', () => {
  it('ends when it may, undoes what it did once and in order, and goes the same way from its events or a snapshot', () => {
    const ends = new Map<string, number>();
    fc.assert(
      fc.property(randomSaga, tape, (saga, draws) => {
        checkDefinition(saga.definition);
        const run = new RandomRun(saga, draws.values());
        while (!run.hasEnded && run.step());
        run.finish();
        run.ledger.check(run.status);
        ends.set(run.status, (ends.get(run.status) ?? 0) + 1);
      }),
      { numRuns: RUNS },
    );
    // Or nothing would be shown of those.
    expect([...ends.keys()].sort()).toEqual(['cancelled', 'completed', 'failed']);
  });

  it('has a history that its definition follows to the end', () => {
    fc.assert(
      fc.property(randomSaga, tape, (saga, draws) => {
        const run = new RandomRun(saga, draws.values());
        while (!run.hasEnded && run.step());
        expect(replayHistory(saga.definition, run.history)).toBeNull();
      }),
      { numRuns: RUNS / 2 },
    );
  });
});
