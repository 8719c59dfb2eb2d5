import { EddaError } from '@edda/kernel';

/** The broker cannot be reached or did not answer in time; whether the call took effect is unknown. */
export function brokerUnavailable(where: string, cause: unknown): EddaError {
  const reason = cause instanceof Error ? reasonOf(cause) : String(cause);
  const message = `The broker at ${where} cannot be reached (${reason}): try again later.`;
  return new EddaError('unavailable', 'BROKER.UNAVAILABLE', message, [], { cause });
}

export function brokerClosed(): EddaError {
  return new EddaError('unavailable', 'BROKER.CLOSED', 'This broker was closed: the process is shutting down.');
}

/** The broker refused a call for a reason that is a defect of the driver or of the broker's set-up. */
export function brokerFailed(where: string, cause: Error): EddaError {
  return new EddaError('internal', 'BROKER.FAILED', `The broker at ${where} failed: ${reasonOf(cause)}`, [], { cause });
}

export function unknownTopic(topic: string): EddaError {
  return new EddaError(
    'not-found',
    'BROKER.UNKNOWN_TOPIC',
    `There is no topic "${topic}": create it with ensureTopics.`,
  );
}

export function recordTooLarge(topic: string, key: string, bytes: number, limit: number): EddaError {
  return new EddaError(
    'too-large',
    'BROKER.RECORD_TOO_LARGE',
    `The record with key "${key.slice(0, 100)}" for topic "${topic}" has ${bytes} bytes, ${limit} are allowed: ` +
      'send a reference to large data instead of the data.',
  );
}

export function invalidRecord(topic: string, key: string, problem: string): EddaError {
  return new EddaError(
    'invalid',
    'BROKER.INVALID_RECORD',
    `The record with key "${key.slice(0, 100)}" for topic "${topic}" cannot be stored: ${problem}`,
  );
}

/** The failure of an Error in words; a refused connection is an AggregateError without a message of its own. */
function reasonOf(error: Error): string {
  if (error.message) return error.message;
  if (error instanceof AggregateError) return error.errors.map((one: unknown) => String(one)).join('; ');
  return error.name;
}
