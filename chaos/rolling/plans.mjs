/** How long things go on, in milliseconds, and how many callers there are of each kind. */
export const FULL = {
  instances: 2,
  callers: { research: 2, download: 2, investigation: 1 },
  pauseMs: 500,
  readMs: 300,
  calmMs: 5000,
  settleMs: 60_000,
};

/** The service that runs sagas, answers callers and consumes what others send, twice; the others once, and they stay. */
export const SHORT = {
  ...FULL,
  services: ['research-workflow'],
  callers: { research: 1, download: 1, investigation: 1 },
  calmMs: 1000,
};
