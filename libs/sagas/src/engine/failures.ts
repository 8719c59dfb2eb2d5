import { EddaError } from '@edda/kernel';
import type { SagaFailure } from '../definition/outcome.js';
import type { ActionOutcome } from './turn.js';

export const STEP_TIMED_OUT = 'SAGA.STEP_TIMED_OUT';

/** Of an attempt that took too long. */
export function stepTimedOut(timeoutMs: number): SagaFailure {
  return { code: STEP_TIMED_OUT, detail: `It took longer than ${timeoutMs} ms.` };
}

/** Of a function of the definition that threw, or gave what it must not. */
export function codeFailed(what: string, error: unknown): SagaFailure {
  return { code: 'SAGA.CODE_FAILED', detail: `${what}: ${textOf(error)}` };
}

/** What {@link SagaEngine.finish} takes from what a local execution threw. */
export function outcomeOfError(error: unknown): ActionOutcome {
  const known = error instanceof EddaError;
  const failure = { code: known ? error.code : 'SAGA.ACTION_FAILED', detail: textOf(error) };
  return { ok: false, interrupted: false, failure, retryable: known ? error.retryable : true };
}

const MAX_DETAIL = 4000;

/** In words, whatever was thrown. */
function textOf(error: unknown): string {
  const text: unknown = error instanceof Error ? error.message : error;
  if (typeof text === 'string') return text.slice(0, MAX_DETAIL);
  return text === null || typeof text !== 'object' ? String(text) : 'It threw something that is no error.';
}

/** What a pure function of the definition comes to, or why it could not. */
export type Attempted<T> = { readonly value: T } | { readonly failure: SagaFailure };

/** @param what names the function in the failure, such as `apply of charge` */
export function attempt<T>(what: string, work: () => T): Attempted<T> {
  try {
    return { value: work() };
  } catch (error) {
    return { failure: codeFailed(what, error) };
  }
}
