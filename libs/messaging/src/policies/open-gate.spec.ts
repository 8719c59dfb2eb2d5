import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { EddaError } from '@edda/kernel';
import type { DeliveryGate } from './delivery-gate.js';
import { openGate } from './open-gate.js';

const { signal } = new AbortController();
const refused = new EddaError('invalid', 'LETTER.TOO_LONG', 'It does not fit on the page.');
const away = new EddaError('unavailable', 'PRINTER.AWAY', 'The printer does not answer.');

/** How many of the messages have passed by now. */
function passing(gate: DeliveryGate, messages: number): { passed: number } {
  const count = { passed: 0 };
  for (let message = 0; message < messages; message++) void gate.pass(signal).then(() => count.passed++);
  return count;
}

const settle = (): Promise<void> => jest.advanceTimersByTimeAsync(0).then(() => undefined);
const after = (milliseconds: number): Promise<void> =>
  jest.advanceTimersByTimeAsync(milliseconds).then(() => undefined);

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

describe('A gate without limits', () => {
  it('lets everything pass and waits for nothing', async () => {
    const gate = openGate({ rateLimit: null, circuitBreaker: null });
    const messages = passing(gate, 1000);
    for (let failures = 0; failures < 1000; failures++) gate.failed(away);
    await settle();
    expect(messages.passed).toBe(1000);
    expect(gate.state).toEqual({ breaker: 'closed', opensAt: null, waiting: 0, isRateLimited: false });
  });

  it('refuses whom has gone already', async () => {
    const gate = openGate({ rateLimit: null, circuitBreaker: null });
    await expect(gate.pass(AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone');
  });
});

describe('A rate limit', () => {
  const open = (): DeliveryGate => openGate({ rateLimit: { messages: 3, perMs: 1000 }, circuitBreaker: null });

  it('lets so many pass in its time and the others after it, in their order', async () => {
    const gate = open();
    const messages = passing(gate, 7);
    await settle();
    expect(messages.passed).toBe(3);
    expect(gate.state).toMatchObject({ waiting: 4, isRateLimited: true });
    await after(999);
    expect(messages.passed).toBe(3);
    await after(1);
    expect(messages.passed).toBe(6);
    await after(1000);
    expect(messages.passed).toBe(7);
    expect(gate.state).toMatchObject({ waiting: 0, isRateLimited: false });
  });

  it('holds in every stretch of its time, also across the edge of two', async () => {
    const gate = open();
    await after(900);
    const late = passing(gate, 3);
    await after(200);
    const next = passing(gate, 3);
    await after(799);
    expect(late.passed + next.passed).toBe(3);
    await after(1);
    expect(late.passed + next.passed).toBe(6);
  });

  it('gives the place of one who goes away to the next', async () => {
    const gate = open();
    passing(gate, 3);
    const leaving = new AbortController();
    const left = gate.pass(leaving.signal);
    const next = passing(gate, 1);
    leaving.abort(new Error('the partition is gone'));
    await expect(left).rejects.toThrow('the partition is gone');
    expect(gate.state.waiting).toBe(1);
    await after(1000);
    expect(next.passed).toBe(1);
  });
});

describe('A circuit breaker', () => {
  const open = (): DeliveryGate => openGate({ rateLimit: null, circuitBreaker: { failures: 2, openMs: 5000 } });

  const broken = async (): Promise<DeliveryGate> => {
    const gate = open();
    passing(gate, 2);
    gate.failed(away);
    gate.failed(new Error('reset by peer'));
    await settle();
    return gate;
  };

  it('opens after so many failures in a row, for its time', async () => {
    const gate = await broken();
    expect(gate.state).toMatchObject({ breaker: 'open', opensAt: new Date(Date.now() + 5000) });
    const messages = passing(gate, 3);
    await after(4999);
    expect(messages.passed).toBe(0);
    expect(gate.state.waiting).toBe(3);
  });

  it('lets one message try then, and all when it goes well', async () => {
    const gate = await broken();
    const messages = passing(gate, 3);
    await after(5000);
    expect(messages.passed).toBe(1);
    expect(gate.state.breaker).toBe('half-open');
    gate.succeeded();
    await settle();
    expect(messages.passed).toBe(3);
    expect(gate.state.breaker).toBe('closed');
  });

  it('opens again when the one that tries fails', async () => {
    const gate = await broken();
    const messages = passing(gate, 3);
    await after(5000);
    gate.failed(away);
    await after(4999);
    expect(messages.passed).toBe(1);
    expect(gate.state.breaker).toBe('open');
    await after(1);
    expect(messages.passed).toBe(2);
  });

  it('lets another one try when the first came to no result', async () => {
    const gate = await broken();
    const messages = passing(gate, 2);
    await after(5000);
    gate.abandoned();
    await settle();
    expect(messages.passed).toBe(2);
    expect(gate.state.breaker).toBe('half-open');
  });

  it('counts failures in a row, not all of them', async () => {
    const gate = open();
    for (let round = 0; round < 5; round++) {
      gate.failed(away);
      gate.succeeded();
    }
    expect(gate.state.breaker).toBe('closed');
  });

  it('stays closed for messages that can never be handled, and for those that wait for a newer build', () => {
    const gate = open();
    const newer = new EddaError('unavailable', 'MESSAGE.UNKNOWN_VERSION', 'It is held until a newer build runs.');
    for (const error of [refused, newer, refused, newer, newer]) gate.failed(error);
    expect(gate.state.breaker).toBe('closed');
  });

  it('tells how it changes', async () => {
    const told: string[] = [];
    const circuitBreaker = { failures: 1, openMs: 1000 };
    const gate = openGate({ rateLimit: null, circuitBreaker }, { onBreaker: (state) => told.push(state) });
    gate.succeeded();
    gate.failed(away);
    passing(gate, 1);
    await after(1000);
    gate.succeeded();
    expect(told).toEqual(['open', 'half-open', 'closed']);
  });

  it('keeps the rate limit when it closes', async () => {
    const gate = openGate({
      rateLimit: { messages: 2, perMs: 10_000 },
      circuitBreaker: { failures: 1, openMs: 1000 },
    });
    const messages = passing(gate, 1);
    gate.failed(away);
    const waiting = passing(gate, 3);
    await after(1000);
    expect(waiting.passed).toBe(1);
    gate.succeeded();
    await settle();
    expect(messages.passed + waiting.passed).toBe(2);
    await after(9000);
    expect(waiting.passed).toBe(2);
  });
});
