import { describe, expect, it } from '@jest/globals';
import { definePolicy } from './define-policy.js';
import { DEFAULT_DELIVERY_POLICY } from './delivery-policy.js';
import type { PolicyOptions } from './policy-options.js';

const refusal = (options: object): string => {
  try {
    definePolicy('read-letter', options as PolicyOptions);
    return 'taken';
  } catch (error) {
    return (error as Error).message;
  }
};

describe('A policy', () => {
  it('is the default one where nothing is declared', () => {
    expect(definePolicy('read-letter')).toEqual(DEFAULT_DELIVERY_POLICY);
  });

  it('takes over what is declared, also of the retries alone', () => {
    expect(definePolicy('read-letter', { concurrency: 4, retry: { attempts: 3 } })).toEqual({
      ...DEFAULT_DELIVERY_POLICY,
      concurrency: 4,
      retry: { ...DEFAULT_DELIVERY_POLICY.retry, attempts: 3 },
    });
  });

  it('leaves the default where a field is undefined', () => {
    expect(definePolicy('read-letter', { timeoutMs: undefined, retry: { attempts: undefined } } as object)).toEqual(
      DEFAULT_DELIVERY_POLICY,
    );
  });

  it('does not hold keys where there is no order', () => {
    expect(definePolicy('read-letter', { orderedBy: 'none' }).onDead).toBe('skip');
  });

  it('hands a message over once where it may come at most once', () => {
    expect(definePolicy('read-letter', { guarantee: 'at-most-once' }).retry.attempts).toBe(1);
  });

  it.each([
    [{ concurrency: 0 }, 'concurrency is 0: give a whole number from 1 to 1000'],
    [{ prefetch: 1.5 }, 'prefetch is 1.5: give a whole number from 1 to 100000'],
    [{ timeoutMs: '1s' }, 'timeoutMs is "1s": give a whole number from 1 to 86400000'],
    [{ orderedBy: 'stream' }, 'orderedBy is "stream": give "key" or "none"'],
    [{ retry: { jitter: 2 } }, 'retry.jitter is 2: give a number from 0 to 1'],
    [{ retry: 3 }, 'retry is 3: give an object of attempts, backoff, initialMs, maxMs, jitter'],
    [{ rateLimit: { messages: 0, perMs: 1000 } }, 'rateLimit.messages is 0: give a whole number from 1 to 1000000'],
    [
      { retries: 3 },
      'there is no "retries": choose among concurrency, orderedBy, prefetch, timeoutMs, retry, guarantee, ' +
        'rateLimit, circuitBreaker, onDead, maxParked, from',
    ],
    [
      { guarantee: 'at-most-once', retry: { attempts: 5 } },
      'retry.attempts is 5, but "at-most-once" never tries again: leave it out, or choose "at-least-once"',
    ],
    [
      { orderedBy: 'none', onDead: 'hold' },
      'onDead is "hold", but without order no key can be held: leave it out, or order by "key"',
    ],
    [
      { retry: { initialMs: 5000, maxMs: 1000 } },
      'retry.initialMs is 5000, which is more than retry.maxMs (1000): raise maxMs',
    ],
  ])('%j is refused with a sentence that says what to do', (options, sentence) => {
    expect(refusal(options)).toBe(`The policy of "read-letter" is wrong: ${sentence}.`);
  });

  it('is refused when half of a pair is missing', () => {
    expect(refusal({ rateLimit: { messages: 5 } })).toBe(
      'The policy of "read-letter" is wrong: rateLimit.perMs is missing: give a whole number from 1 to 86400000.',
    );
    expect(refusal({ circuitBreaker: {} })).toContain('circuitBreaker.failures is missing');
  });

  it('is refused with everything that is wrong at once', () => {
    expect(refusal({ concurrency: -1, onDead: 'drop' })).toMatch(/concurrency is -1.*; onDead is "drop"/);
  });
});
