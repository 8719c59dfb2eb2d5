import type { Uuid } from '@edda/kernel';
import type { StepOutcome } from '../definition/outcome.js';

/** Who asks for something, and why: kept in the history. */
export interface Asked {
  /** A user, or a name such as `system`. */
  readonly by: string;
  readonly reason: string;
}

/** What somebody may do to a running saga. */
export type SagaControl = Asked &
  (
    | { readonly action: 'pause' | 'resume' }
    /** With `compensate`, what was done is undone first. */
    | { readonly action: 'cancel'; readonly compensate: boolean }
    /** Tries the execution at which it is stuck again, with new attempts; or at once what waits for its next attempt. */
    | { readonly action: 'retry' }
    /** Goes on without the step, or the compensation, at which it is stuck or which it waits for. */
    | { readonly action: 'skip' }
    | { readonly action: 'migrate'; readonly toVersion: string }
  );

/** What arrives for an instance, in order of arrival, one at a time. `id` tells a repetition. */
export type SagaMessage =
  /** `id` is the one the outcome is awaited under. */
  | { readonly kind: 'outcome'; readonly id: Uuid; readonly outcome: StepOutcome }
  | {
      readonly kind: 'signal';
      readonly id: Uuid;
      readonly signal: string;
      readonly payload: unknown;
      readonly by: string;
    }
  | { readonly kind: 'control'; readonly id: Uuid; readonly control: SagaControl };

/**
 * What became of a message: taken; known already; for something that is over, such as an outcome nobody waits for any more;
 * or not possible in the state the saga is in. The last three change nothing.
 */
export type Verdict = 'taken' | 'repeated' | 'late' | 'refused';
