import { describe, expect, it } from '@jest/globals';
import { EddaError } from '@edda/kernel';
import type { PartitionLag } from '../broker/broker.js';
import { definePolicy } from '../policies/define-policy.js';
import type { RunnerStatus } from '../subscriptions/runner-status.js';
import { WatchedSubscription, type WatchedRunner } from './watched-subscription.js';

const HELD = [{ topic: 'content_events', partition: 0 }];
const lagOf = (partition: number, lag: number): PartitionLag => ({
  topic: 'content_events',
  partition,
  lag,
  committed: 10,
  end: 10 + lag,
});

interface Stage {
  watched: WatchedSubscription;
  status: { -readonly [Field in keyof RunnerStatus]: RunnerStatus[Field] };
  lag: PartitionLag[];
  restarts: number;
  starts: (Error | null)[];
  failure: Error | null;
  logged: string[];
  counted: string[];
  /** In milliseconds. */
  at: number;
}

const PATIENCE_MS = 60_000;

/** A subscription of which the spec says how it stands and what time it is. */
function stage(): Stage {
  const on: Omit<Stage, 'watched'> = {
    status: {
      assignment: HELD,
      lastFetchAt: null,
      running: 0,
      finished: 3,
      gate: { breaker: 'closed', opensAt: null, waiting: 0, isRateLimited: false },
      tooManyParked: false,
    },
    lag: [lagOf(0, 4)],
    restarts: 0,
    starts: [],
    failure: null,
    logged: [],
    counted: [],
    at: 0,
  };
  const runner: WatchedRunner = {
    subscription: {
      name: 'read',
      group: 'learning.read',
      topics: ['content_events'],
      messages: null,
      rejection: null,
      policy: definePolicy('read'),
      handle: () => Promise.resolve(),
    },
    async start() {
      const outcome = on.starts.shift();
      if (outcome) throw outcome;
    },
    stop: () => Promise.resolve(),
    async restart() {
      on.restarts++;
      await this.start();
    },
    failure: () => on.failure,
    status: () => on.status,
    wake: () => undefined,
  };
  const log = (text: string): void => void on.logged.push(text);
  const watched = new WatchedSubscription(runner, {
    broker: { lag: () => Promise.resolve(on.lag) },
    logger: { debug() {}, info() {}, warn() {}, error: log },
    metrics: { restarted: (group, reason) => void on.counted.push(`${group} ${reason}`) },
    patienceMs: PATIENCE_MS,
    now: () => on.at,
  });
  return Object.assign(on, { watched });
}

async function joined(): Promise<Stage> {
  const on = stage();
  await on.watched.join();
  return on;
}

async function lookFor(milliseconds: number, on: Stage): Promise<void> {
  for (const end = on.at + milliseconds; on.at <= end; on.at += 10_000) await on.watched.look();
}

describe('A subscription that is watched', () => {
  it('joins its group once, however often it is asked after that', async () => {
    const on = stage();
    on.starts.push(new EddaError('unavailable', 'BROKER.UNAVAILABLE', 'It does not answer.'), null, new Error('again'));
    await expect(on.watched.join()).rejects.toThrow('It does not answer.');
    expect(on.watched.status()).toMatchObject({ phase: 'connecting' });
    await on.watched.join();
    await on.watched.join();
    expect(on.watched.status()).toMatchObject({ phase: 'running', reason: null });
  });

  it('is started again when it stands still, logged, counted and shown', async () => {
    const on = await joined();
    await lookFor(PATIENCE_MS - 1, on);
    expect(on.restarts).toBe(0);
    await on.watched.look();
    expect(on.restarts).toBe(1);
    expect(on.logged).toEqual(['A consumer makes no progress; it is started again.']);
    expect(on.counted).toEqual(['learning.read stuck']);
    expect(on.watched.status()).toMatchObject({
      phase: 'stuck',
      reason: expect.stringMatching(/^it makes no progress though records lie before it \(noticed at \d{4}-/),
    });
    on.status.finished++;
    on.lag = [];
    await on.watched.look();
    expect(on.watched.status().phase).toBe('running');
  });

  it.each<[string, (on: Stage) => void, string | null]>([
    ['a handler is at work', (on) => void (on.status.running = 1), null],
    ['its breaker is open', (on) => void (on.status.gate = { ...on.status.gate, breaker: 'open' }), 'circuit-breaker'],
    [
      'its rate limit is reached',
      (on) => void (on.status.gate = { ...on.status.gate, isRateLimited: true }),
      'rate-limit',
    ],
    ['too many messages lie parked', (on) => void (on.status.tooManyParked = true), 'parked-messages'],
  ])('is left alone while %s', async (_, set, paused) => {
    const on = await joined();
    set(on);
    await lookFor(10 * PATIENCE_MS, on);
    expect(on.restarts).toBe(0);
    expect(on.watched.status()).toMatchObject({ phase: 'running', paused });
  });

  it('joins its group at the next look when it could not do so at once', async () => {
    const on = await joined();
    await lookFor(PATIENCE_MS - 1, on);
    on.starts.push(new Error('The broker went away.'));
    await expect(on.watched.look()).rejects.toThrow('The broker went away.');
    on.status.assignment = [];
    expect(on.watched.status().phase).toBe('stuck');
    await on.watched.look();
    await on.watched.look();
    expect(on.restarts).toBe(1);
    expect(on.watched.status().phase).toBe('running');
  });

  it('cares for the partitions it holds, not for those of others', async () => {
    const on = await joined();
    on.lag = [lagOf(0, 0), lagOf(1, 100)];
    await lookFor(10 * PATIENCE_MS, on);
    expect(on.restarts).toBe(0);
    expect(on.watched.status().phase).toBe('running');
  });

  it('that holds no partition joins again when its group gets nowhere for long, and stays ready', async () => {
    const on = await joined();
    on.status.assignment = [];
    await lookFor(2 * PATIENCE_MS, on);
    on.lag = [{ ...lagOf(0, 4), committed: 11 }];
    await lookFor(3 * PATIENCE_MS - 1, on);
    expect(on.restarts).toBe(0);
    await on.watched.look();
    expect(on.restarts).toBe(1);
    expect(on.watched.status().phase).toBe('running');
  });

  it('is not started again when it has stopped for good: that needs somebody to decide', async () => {
    const on = await joined();
    on.failure = new EddaError('gone', 'BROKER.OFFSET_OUT_OF_RANGE', 'The record no longer exists.');
    await lookFor(10 * PATIENCE_MS, on);
    expect(on.restarts).toBe(0);
    expect(on.watched.status()).toMatchObject({ phase: 'stopped', reason: 'The record no longer exists.' });
  });

  it('shows the lag it has read', async () => {
    const on = await joined();
    expect(on.watched.status().lag).toBeNull();
    await on.watched.look();
    expect(on.watched.status().lag).toEqual([lagOf(0, 4)]);
    on.at += PATIENCE_MS;
    expect(on.watched.status().lag).toBeNull();
  });
});
