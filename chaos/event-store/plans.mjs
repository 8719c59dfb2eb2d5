/**
 * How large a run is: how often each fault is brought about, how long, and how many events there must be in the end.
 * Subscriptions with more than one share are served by the members of the group, those with one by a single process.
 */

const BASE = {
  writerProcesses: 3,
  writers: 8,
  members: 3,
  shards: 6,
  leaseMs: 2_000,
  failing: 0.004,
  /** Mean pause of a writer between two operations, in milliseconds. */
  pace: 4,
};

/** As many writers in fewer processes, whose start costs a second each. */
const FEW_PROCESSES = { writerProcesses: 2, writers: 12, members: 2 };

export const FULL = {
  ...BASE,
  events: 200_000,
  holdMs: 30_000,
  longMs: 40_000,
  steps: {
    'held-unit-of-work': 2,
    'long-transaction': 3,
    'projection-rebuilt': 4,
    'connections-dropped': 8,
    'server-killed': 6,
    'sequence-fell-back': 2,
    'writer-killed': 4,
    'subscriber-killed': 8,
    'group-member-killed': 8,
    'member-frozen': 3,
  },
};

export const SHORT = {
  ...BASE,
  ...FEW_PROCESSES,
  events: 5_000,
  /** Writers that leave the machine some room: there is as much to do as in a long run, and less time. */
  pace: 40,
  holdMs: 2_000,
  longMs: 3_000,
  failing: 0.02,
  steps: {
    'held-unit-of-work': 1,
    'long-transaction': 1,
    'projection-rebuilt': 1,
    'connections-dropped': 1,
    'server-killed': 1,
    'sequence-fell-back': 1,
    'writer-killed': 1,
    'subscriber-killed': 1,
    'group-member-killed': 1,
    'member-frozen': 1,
  },
};

/** Runs with one protection switched off: what it protects from must happen, and be found. */
export const WITHOUT = {
  fence: { ...BASE, ...FEW_PROCESSES, events: 3_000, steps: {} },
  'checkpoint-transaction': {
    ...BASE,
    ...FEW_PROCESSES,
    events: 5_000,
    failing: 0.05,
    steps: { 'subscriber-killed': 2 },
  },
  'expected-version': { ...BASE, ...FEW_PROCESSES, events: 5_000, steps: {} },
};
