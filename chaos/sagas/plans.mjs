import { FAILPOINTS } from './faults.mjs';

/** How large a run is: how often each fault is brought about, how long, and how many sagas there must be in the end. */

const BASE = {
  workers: 3,
  /** Mean pause between two sagas that are started, in milliseconds. */
  pace: 60,
  /** No more are started while so many are under way, so that a slow machine does not count as a fault. */
  mostUnderWay: 400,
  /** Mean pause between two things that somebody does to a running saga, in milliseconds. */
  meddling: 120,
  /** How long a saga waits for an answer: longer than one takes where nothing is broken. */
  patienceMs: 6_000,
  leaseMs: 1_500,
  pollMs: 200,
  concurrency: 64,
  heartbeatMs: 300,
  sessionTimeoutMs: 1_500,
  frozenMs: 10_000,
  downMs: 10_000,
  /** How long one waits for a saga to come to a failpoint. */
  deathMs: 6_000,
  /** The share of the records that are published twice. */
  duplicating: 0.02,
  /** How often a worker is killed at each failpoint at least. */
  kills: 3,
};

const POINTS = Object.keys(FAILPOINTS);

export const FULL = {
  ...BASE,
  sagas: 5_000,
  pace: 15,
  mostUnderWay: 1_000,
  patienceMs: 20_000,
  points: POINTS,
  steps: {
    'worker-killed': 20,
    'worker-frozen': 6,
    'context-killed': 6,
    'database-restarted': 6,
    'broker-restarted': 6,
    'connections-dropped': 8,
    deployed: 1,
    'version-removed': 1,
  },
};

const QUICK = {
  ...BASE,
  mostUnderWay: 60,
  patienceMs: 4_000,
  leaseMs: 1_000,
  frozenMs: 2_500,
  downMs: 800,
  kills: 1,
  meddling: 60,
};

export const SHORT = {
  ...QUICK,
  sagas: 150,
  points: POINTS,
  steps: Object.fromEntries(Object.keys(FULL.steps).map((fault) => [fault, 1])),
};

const BROKEN = {
  ...QUICK,
  points: [],
  /** What was lost does not come, however long one waits. */
  settleMs: 15_000,
};

/** Runs with one protection switched off: what it protects from must happen, and be found. */
export const WITHOUT = {
  'expected-version': { ...BROKEN, sagas: 200, steps: { 'worker-frozen': 3 } },
  'inbox-once': { ...BROKEN, sagas: 100, duplicating: 0.1, steps: { 'context-killed': 1 } },
  'unit-of-work': {
    ...BROKEN,
    sagas: 100,
    points: ['killed-after-action', 'killed-before-step-completed', 'killed-after-compensation'],
    steps: {},
  },
  // What a dead worker had in hand stays there: the others must not wait for it.
  lease: { ...BROKEN, sagas: 100, settleMs: 25_000, mostUnderWay: Infinity, steps: { 'worker-killed': 2 } },
  'database-clock': { ...BROKEN, sagas: 100, steps: {} },
};
