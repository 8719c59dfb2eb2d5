import { EddaError } from '@edda/kernel';
import { storable } from './storable-text.js';

/** Why a message could not be handled. */
export interface DeliveryFailure {
  code: string;
  message: string;
}

/** What a dead letter keeps of an error. */
export interface ErrorDetails extends DeliveryFailure {
  errorClass: string;
  stack: string | null;
}

const MAX_MESSAGE = 4000;
const MAX_STACK = 16_000;
const MAX_CLASS = 200;
/** An error of the database that says: another delivery of this message, or of a later one, has committed. */
const FENCED = 'ED409';

export function describeFailure(error: unknown): DeliveryFailure {
  if (error instanceof EddaError) return { code: error.code, message: error.message };
  return { code: 'INTERNAL', message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

export function errorDetails(error: unknown): ErrorDetails {
  const message = error instanceof Error ? error.message : String(error);
  return {
    code: error instanceof EddaError ? storable(error.code, MAX_CLASS) : 'INTERNAL',
    message: storable(message, MAX_MESSAGE),
    errorClass: storable(error instanceof Error ? error.name : typeof error, MAX_CLASS),
    stack: error instanceof Error ? storable(error.stack ?? '', MAX_STACK) : null,
  };
}

/** Whether another attempt may succeed; what nobody foresaw may. */
export function isRetryable(error: unknown): boolean {
  return error instanceof EddaError ? error.retryable : true;
}

/** What is needed is not there yet: the message waits for it however long that takes. */
export function isUnavailable(error: unknown): boolean {
  return error instanceof EddaError && (error.kind === 'unavailable' || error.kind === 'rate-limited');
}

/** Thrown inside a unit of work to undo it: another delivery was faster. */
export class Fenced extends Error {
  override readonly name = 'Fenced';
}

export function isFenced(error: unknown): boolean {
  return error instanceof Fenced || (error as { code?: unknown } | null)?.code === FENCED;
}

export function timedOut(group: string, milliseconds: number): EddaError {
  return new EddaError(
    'internal',
    'SUBSCRIPTION.TIMEOUT',
    `The handler of ${group} took longer than ${milliseconds} ms; what it did in its unit of work is undone.`,
  );
}

/** Whether the database refuses what it was given, so that giving it again changes nothing: classes 22, 23 and 54. */
export function isRefusedByDatabase(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && /^(22|23|54)...$/.test(code);
}
