import { printable } from '../terminal/printable.js';

/** An answer of the server other than success: a problem (RFC 9457) where it sent one, else only the status. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';

  constructor(
    readonly status: number,
    /** Stable code such as `RESEARCH.NOT_FOUND`; `null` when the answer carried none. */
    readonly code: string | null,
    readonly detail: string,
    /** From `Retry-After`, in milliseconds. */
    readonly retryAfterMs: number | null = null,
  ) {
    super(code === null ? `${detail} (HTTP ${status})` : `${detail} (${code})`);
  }

  /** Whether the same request may succeed later. */
  get isTransient(): boolean {
    return this.status >= 500 || this.status === 408 || this.status === 425 || this.status === 429;
  }

  /** Whether the server refuses the caller rather than the request. */
  get isRefusal(): boolean {
    return this.status === 401 || this.status === 403;
  }

  static async from(response: Response): Promise<ProblemError> {
    const text = await response.text().catch(() => '');
    const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
    const retryAfterMs = Number.isFinite(retryAfter) && retryAfter >= 0 ? retryAfter * 1000 : null;
    const { code, detail, title, errors } = problemIn(text);
    const said = [detail, title].find((part) => typeof part === 'string' && part.trim() !== '');
    const words = typeof said === 'string' ? said : response.statusText || 'no reason given';
    return new ProblemError(
      response.status,
      typeof code === 'string' ? printable(code) : null,
      printable(words + fieldErrors(errors)).slice(0, 2000),
      retryAfterMs,
    );
  }
}

function problemIn(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function fieldErrors(errors: unknown): string {
  if (!Array.isArray(errors)) {
    return '';
  }
  const messages = (errors as unknown[])
    .map((error) =>
      typeof error === 'object' && error !== null ? (error as { message?: unknown }).message : undefined,
    )
    .filter((message) => typeof message === 'string');
  return messages.length === 0 ? '' : `: ${messages.join('; ')}`;
}
