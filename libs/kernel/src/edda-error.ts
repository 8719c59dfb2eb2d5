/** What kind of failure a caller faces; the HTTP status and the handling of a message follow from it. */
export type ErrorKind =
  | 'invalid'
  | 'unauthorized'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'gone'
  | 'too-large'
  | 'unsupported'
  | 'rate-limited'
  | 'unavailable'
  | 'internal';

/** One field of the input that is wrong. `value` is shortened and only for people to read. */
export interface FieldError {
  field: string;
  value: unknown;
  message: string;
}

/**
 * A failure with a stable code, such as `CONTENT.NOT_FOUND`.
 *
 * `message` is a sentence for the caller: what was wrong, with which value, and what to do. It comes back in the
 * `detail` of a problem document, so it must not hold secrets.
 */
export class EddaError extends Error {
  override readonly name: string = 'EddaError';

  constructor(
    readonly kind: ErrorKind,
    readonly code: string,
    message: string,
    readonly fields: readonly FieldError[] = [],
    options?: ErrorOptions,
  ) {
    super(message, options);
  }

  /** Whether the same call may succeed later without being changed. */
  get retryable(): boolean {
    return this.kind === 'unavailable' || this.kind === 'rate-limited' || this.kind === 'internal';
  }
}
