import { EddaError } from '@edda/kernel';

/** The content service does not answer. That says nothing about the task that wanted to read there. */
export class ContentAwayError extends EddaError {
  override readonly name = 'ContentAwayError';

  constructor({ code, message }: EddaError, options?: ErrorOptions) {
    super('unavailable', code, message, [], options);
  }
}
