import { describe, expect, it } from '@jest/globals';
import { EddaError } from '@edda/kernel';
import { attempt, codeFailed, outcomeOfError } from './failures.js';

describe('What a step throws', () => {
  it('is tried again unless it is an error that stays', () => {
    expect(outcomeOfError(new EddaError('invalid', 'ORDER.EMPTY', 'No items.'))).toEqual({
      ok: false,
      interrupted: false,
      failure: { code: 'ORDER.EMPTY', detail: 'No items.' },
      retryable: false,
    });
    expect(outcomeOfError(new EddaError('unavailable', 'STOCK.DOWN', 'Later.'))).toMatchObject({ retryable: true });
    expect(outcomeOfError(new Error('busy'))).toMatchObject({
      failure: { code: 'SAGA.ACTION_FAILED', detail: 'busy' },
      retryable: true,
    });
  });

  it.each([undefined, null, 7, 'words', Symbol('s'), Object.create(null) as object, { message: 1 }])(
    'becomes a failure whatever it is',
    (thrown) => {
      expect(typeof codeFailed('apply', thrown).detail).toBe('string');
      expect(
        attempt('apply', () => {
          throw thrown;
        }),
      ).toMatchObject({ failure: { code: 'SAGA.CODE_FAILED' } });
    },
  );

  it('is cut to a length that an event holds', () => {
    expect(codeFailed('apply', new Error('x'.repeat(1_000_000))).detail.length).toBeLessThan(5000);
  });
});
