import { EddaError } from '@edda/kernel';

/** Classes of SQLSTATE that say that a statement is at fault: its data, a constraint, a function that raised, its text. */
const AT_FAULT = /^(22|23|42|P0)...$/;

/** Whether what was to be written can never be: it is too large, or too deep. */
export function isUnkeepable(error: unknown): error is EddaError {
  return error instanceof EddaError && (error.kind === 'too-large' || error.kind === 'invalid');
}

/** Whether what somebody wrote is refused as it is, whatever else is right: no outage, and no other writer. */
export function isRefused(error: unknown): boolean {
  if (error instanceof EddaError) return !error.retryable;
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && AT_FAULT.test(code);
}
