import type { ExtractionReason, ExtractionReasonCode } from './extraction-reason.js';

/** Thrown inside the extraction when a document cannot be read; `extractText` turns it into a failed result. */
export class ExtractionError extends Error {
  override readonly name = 'ExtractionError';
  /** What the bytes turned out to be, where that was found before the failure. */
  readonly mimeType: string | undefined;

  constructor(
    readonly code: ExtractionReasonCode,
    readonly detail: string,
    options: ErrorOptions & { mimeType?: string } = {},
  ) {
    super(`${code}: ${detail}`, options);
    this.mimeType = options.mimeType;
  }

  get reason(): ExtractionReason {
    return { code: this.code, detail: this.detail };
  }
}
