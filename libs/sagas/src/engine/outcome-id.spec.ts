import { describe, expect, it } from '@jest/globals';
import { isUuid, newId } from '@edda/kernel';
import { outcomeId } from './outcome-id.js';

describe('outcomeId', () => {
  const saga = newId();

  it('is the same whenever a step asks', () => {
    expect(outcomeId(saga, 'import', 1, 0)).toBe(outcomeId(saga, 'import', 1, 0));
    expect(isUuid(outcomeId(saga, 'import', 1, 0))).toBe(true);
  });

  it('tells sagas, steps, rounds and places apart', () => {
    const ids = [
      outcomeId(saga, 'import', 1, 0),
      outcomeId(newId(), 'import', 1, 0),
      outcomeId(saga, 'plan', 1, 0),
      outcomeId(saga, 'import', 2, 0),
      outcomeId(saga, 'import', 1, 1),
      outcomeId(saga, 'import', 1, 11),
      outcomeId(saga, 'import', 11, 1),
    ];
    expect(new Set(ids).size).toBe(ids.length);
  });
});
