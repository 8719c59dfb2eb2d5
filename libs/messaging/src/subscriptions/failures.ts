import { EddaError } from '@edda/kernel';

/** Why a message could not be handled. */
export interface DeliveryFailure {
  code: string;
  message: string;
}

export function describeFailure(error: unknown): DeliveryFailure {
  if (error instanceof EddaError) return { code: error.code, message: error.message };
  return { code: 'INTERNAL', message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

/** Whether another attempt may succeed; what nobody foresaw may. */
export function isRetryable(error: unknown): boolean {
  return error instanceof EddaError ? error.retryable : true;
}

/** What is needed is not there yet: the message waits for it however long that takes. */
export function isUnavailable(error: unknown): boolean {
  return error instanceof EddaError && (error.kind === 'unavailable' || error.kind === 'rate-limited');
}
