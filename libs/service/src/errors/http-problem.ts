import { EddaError, type FieldError } from '@edda/kernel';
import { kindOfStatus } from './http-status.js';

export interface HttpProblemOptions extends ErrorOptions {
  /** Headers of the answer, such as `allow` or `retry-after`. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly fields?: readonly FieldError[];
}

/** A failure that only exists in HTTP, with a status that no kind of failure stands for, such as 405 or 504. */
export class HttpProblem extends EddaError {
  override readonly name = 'HttpProblem';
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    readonly status: number,
    code: string,
    message: string,
    { headers = {}, fields = [], ...options }: HttpProblemOptions = {},
  ) {
    super(kindOfStatus(status), code, message, fields, options);
    this.headers = headers;
  }
}
