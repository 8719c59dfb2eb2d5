import type { components, ErrorCode } from '../generated/api.js';

/** What the API answers for a failure (RFC 9457). */
export type Problem = components['schemas']['ProblemDocument'];

/** What an answer without a problem document, of a proxy in between for example, is called. */
export const NO_PROBLEM = 'ANSWER.NO_PROBLEM';

/** A later version of the API may answer other codes. */
export type Code = ErrorCode | typeof NO_PROBLEM | (string & {});

/** An answer of the API other than success. */
export class EddaApiError extends Error {
  override readonly name = 'EddaApiError';

  constructor(
    readonly status: number,
    /** Stable: decide by it. `ANSWER.NO_PROBLEM` where the answer was no problem document. */
    readonly code: Code,
    /** What was wrong, with which value, and what to do. */
    readonly detail: string,
    /** The problem as it was answered; null where it was none. */
    readonly problem: Problem | null,
    /** How long the API asks to wait, in milliseconds; null where it does not say. */
    readonly retryAfterMs: number | null = null,
  ) {
    super(`${detail} (${code}, HTTP ${status})`);
  }

  /** Finds what the services have logged of the call; null where the answer did not come from them. */
  get correlationId(): string | null {
    return this.problem?.correlationId ?? null;
  }

  /** What is wrong with which field. */
  get fields(): NonNullable<Problem['errors']> {
    return this.problem?.errors ?? [];
  }

  /** Reads an answer, which must not have been read before. */
  static async from(response: Response): Promise<EddaApiError> {
    const { status, statusText, headers } = response;
    const problem = problemIn(await response.text().catch(() => ''));
    const detail = problem?.detail ?? `The answer is ${status} ${statusText}`.trimEnd();
    return new EddaApiError(status, problem?.code ?? NO_PROBLEM, detail, problem, retryAfterOf(headers));
  }
}

/** `Retry-After` in milliseconds, from seconds or a date. */
export function retryAfterOf(headers: Headers, now = Date.now()): number | null {
  const text = headers.get('retry-after')?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}

function problemIn(text: string): Problem | null {
  try {
    const value = JSON.parse(text) as Partial<Problem> | null;
    return typeof value?.code === 'string' && typeof value.detail === 'string' ? (value as Problem) : null;
  } catch {
    return null;
  }
}
