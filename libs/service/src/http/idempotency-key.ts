import { EddaError } from '@edda/kernel';

/**
 * The key of a request that may be repeated.
 *
 * @throws EddaError `REQUEST.INVALID` for a key that is empty or too long
 */
export function checkedIdempotencyKey(key: string | undefined): string | undefined {
  if (key === undefined || (key.length > 0 && key.length <= 255)) return key;
  throw new EddaError('invalid', 'REQUEST.INVALID', 'The header Idempotency-Key must have 1 to 255 characters.', [
    { field: 'Idempotency-Key', value: key.slice(0, 100), message: 'must have 1 to 255 characters' },
  ]);
}

/**
 * The error for a key that was used for something else before.
 *
 * @param what a noun for what it was used for
 */
export function idempotencyKeyReused(key: string, what: string): EddaError {
  return new EddaError(
    'conflict',
    'REQUEST.IDEMPOTENCY_KEY_REUSED',
    `The Idempotency-Key "${key}" was used for another ${what}: use a new one.`,
  );
}
