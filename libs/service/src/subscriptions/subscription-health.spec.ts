import { describe, expect, it } from '@jest/globals';
import type { SubscriptionStatus } from '@edda/messaging';
import { subscriptionReport } from './subscription-health.js';

const status = (group: string, parts: Partial<SubscriptionStatus> = {}): SubscriptionStatus => ({
  group,
  topics: ['content_events'],
  types: ['ContentUploaded'],
  phase: 'running',
  reason: null,
  failure: null,
  assignment: [],
  running: 0,
  finished: 0,
  paused: null,
  gate: { breaker: 'closed', opensAt: null, waiting: 0, isRateLimited: false },
  lag: null,
  ...parts,
});

const waits = { phase: 'connecting', reason: 'The broker does not answer.' } as const;

describe('The health of the subscriptions', () => {
  it('is good when all of them run', () => {
    expect(subscriptionReport([status('a.x'), status('a.y')])).toEqual({ running: 2 });
  });

  it('is good for one that waits on purpose, and says so', () => {
    expect(subscriptionReport([status('a.x'), status('a.y', { paused: 'circuit-breaker' })])).toEqual({
      running: 2,
      paused: { 'a.y': 'circuit-breaker' },
    });
  });

  it('is bad when one stands still or has stopped, with its name and the reason', () => {
    const stuck = status('a.x', { phase: 'stuck', reason: 'it makes no progress' });
    const stopped = status('a.y', { phase: 'stopped', reason: 'The record no longer exists.' });
    expect(() => subscriptionReport([stuck, stopped, status('a.z')])).toThrow(
      'a.x is stuck: it makes no progress; a.y is stopped: The record no longer exists.',
    );
  });

  it('says once what all of them wait for', () => {
    expect(() => subscriptionReport([status('a.x', waits), status('a.y', waits)])).toThrow(
      '2 of 2 are connecting: The broker does not answer.',
    );
  });
});
