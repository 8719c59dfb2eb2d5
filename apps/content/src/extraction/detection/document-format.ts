/** The formats that are read. Everything else is refused with `UNSUPPORTED_TYPE`. */
export type DocumentFormat = 'text' | 'markdown' | 'html' | 'pdf' | 'docx';

export interface DetectedFormat {
  readonly format: DocumentFormat;
  readonly mimeType: string;
  /** The decoded text; only for the formats that are text themselves. */
  readonly text?: string;
  readonly warnings: readonly string[];
}
