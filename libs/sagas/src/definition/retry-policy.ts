import type { Backoff } from '@edda/kernel';

/** How often a step is tried. */
export interface RetryPolicy {
  /** Attempts in all, the first one included: 1 to 1000. */
  readonly attempts: number;
  /** The wait between them, in milliseconds; {@link DEFAULT_BACKOFF} of the kernel where left out. */
  readonly backoff?: Partial<Backoff>;
}

/** Of a local action. */
export const ACTION_RETRY: RetryPolicy = { attempts: 5, backoff: { initial: 200, factor: 3, max: 60_000 } };

/** Of a command: who carries it out has retries of its own. */
export const COMMAND_RETRY: RetryPolicy = { attempts: 1 };

/** Of a compensation: what was done must be undone. */
export const COMPENSATION_RETRY: RetryPolicy = { attempts: 10, backoff: { initial: 200, factor: 3, max: 60_000 } };
