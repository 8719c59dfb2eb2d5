import { isLostConnection } from '@edda/event-store';
import { EddaError, type FieldError } from '@edda/kernel';
import { HttpException } from '@nestjs/common';
import { codeOfStatus, frameworkProblem } from './framework-errors.js';
import { HttpProblem } from './http-problem.js';
import { statusOf } from './http-status.js';

/** What goes back to the caller for something that was thrown. */
export interface Failure {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly fields: readonly FieldError[];
  readonly headers: Readonly<Record<string, string>>;
}

const INTERNAL: Failure = {
  status: 500,
  code: 'INTERNAL',
  detail: 'Something went wrong inside the service. The log has the details under the correlation id.',
  fields: [],
  headers: {},
};

const DATABASE_AWAY: Failure = {
  status: 503,
  code: 'DATABASE.UNAVAILABLE',
  detail: 'The service cannot reach its database: send the same request again in a moment.',
  fields: [],
  headers: { 'retry-after': '1' },
};

/** Translates anything thrown. What is not known to be fit for a caller's eyes becomes `INTERNAL` without details. */
export function failureOf(error: unknown): Failure {
  if (error instanceof EddaError) return fromEddaError(error);
  const framework =
    frameworkProblem(error) ?? (error instanceof HttpException ? frameworkProblem(error.cause) : undefined);
  if (framework) return { ...framework, fields: [], headers: {} };
  if (error instanceof HttpException) return fromHttpException(error);
  return isLostConnection(error) ? DATABASE_AWAY : INTERNAL;
}

function fromEddaError(error: EddaError): Failure {
  const status = error instanceof HttpProblem ? error.status : statusOf(error.kind);
  if (error.kind === 'internal') return { ...INTERNAL, status };
  return {
    status,
    code: error.code,
    detail: error.message,
    fields: error.fields,
    headers: error instanceof HttpProblem ? error.headers : {},
  };
}

function fromHttpException(error: HttpException): Failure {
  const status = error.getStatus();
  if (status >= 500 && status !== 503) return { ...INTERNAL, status };
  const response = error.getResponse();
  const message = typeof response === 'object' && 'message' in response ? response.message : response;
  const detail = Array.isArray(message) ? message.join('; ') : typeof message === 'string' ? message : error.message;
  return { status, code: codeOfStatus(status), detail, fields: [], headers: {} };
}
