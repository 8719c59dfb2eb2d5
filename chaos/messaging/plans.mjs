/** How large a run is: how often each fault is brought about, how long, and how many messages there must be in the end. */

const BASE = {
  writerProcesses: 2,
  writers: 4,
  relays: 2,
  consumers: 3,
  /** Mean pause of a writer between two operations, in milliseconds: what the consumers can keep up with. */
  pace: 100,
  failing: 0.004,
  /** The writers wait while more messages than this are under way, so that a slow machine does not count as a fault. */
  mostUnderWay: 150,
  heartbeatMs: 500,
  sessionTimeoutMs: 3_000,
  /** What a slow handler takes; more than the session time-out. */
  slowMs: 5_000,
  frozenMs: 40_000,
  downMs: 30_000,
  comings: 10,
};

export const FULL = {
  ...BASE,
  events: 60_000,
  steps: {
    poison: 6,
    redriven: 6,
    'slow-handler': 4,
    'newer-version': 1,
    'killed-before-handler': 6,
    'killed-after-handler': 6,
    'killed-after-commit': 6,
    'killed-before-offset-commit': 6,
    'relay-killed': 8,
    'broker-restarted': 6,
    'database-restarted': 6,
    'consumer-frozen': 3,
    'consumers-come-and-go': 2,
    'broker-disk-full': 2,
  },
};

const QUICK = {
  ...BASE,
  consumers: 2,
  failing: 0.01,
  heartbeatMs: 300,
  sessionTimeoutMs: 1_500,
  slowMs: 2_500,
  frozenMs: 2_500,
  downMs: 1_000,
  comings: 1,
};

export const SHORT = {
  ...QUICK,
  events: 2_000,
  steps: Object.fromEntries(Object.keys(FULL.steps).map((fault) => [fault, 1])),
};

const BROKEN = {
  ...QUICK,
  /** What was lost does not come, however long one waits. */
  settleMs: 15_000,
};

/** Runs with one protection switched off: what it protects from must happen, and be found. */
export const WITHOUT = {
  inbox: { ...BROKEN, events: 2_000, duplicating: 0.1, steps: { 'killed-after-commit': 1 } },
  'key-row': { ...BROKEN, events: 3_000, steps: { 'killed-after-commit': 4, 'killed-before-offset-commit': 4 } },
  // What is lost stays under way for ever: the writers must not wait for it.
  'checkpoint-order': { ...BROKEN, mostUnderWay: Infinity, events: 2_000, steps: { 'relay-killed': 3 } },
  fencing: { ...BROKEN, events: 3_000, steps: { 'consumer-frozen': 4 } },
};
