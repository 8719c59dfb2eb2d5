import type { ExtractionReason } from './extraction-reason.js';

/** `[start, end)` of a sentence, in UTF-16 code units of the text it belongs to. */
export type SentenceSpan = [start: number, end: number];

/** What was read out of one document. A failed result has an empty text, no sentences and no `textSha256`. */
export interface ExtractionResult {
  /** `partial`: there is a text, but a part of the document could not be read (`reason` says which). */
  readonly status: 'success' | 'partial' | 'failed';
  readonly reason?: ExtractionReason;
  /** What the bytes are, e.g. `text/markdown`; for unknown bytes `application/octet-stream`. */
  readonly mimeType: string;
  /** `text`: txt, md, html and other text files; `document`: pdf, docx and everything that is not text. */
  readonly contentType: 'text' | 'document';
  /** The document's own title, else its first heading or line, else its file name. Never empty. */
  readonly title: string;
  /** The normalised text; see `normaliseText`. */
  readonly text: string;
  /** Lower-case hex SHA-256 of the text in UTF-8; `null` when failed. */
  readonly textSha256: string | null;
  /** ISO 639-1, or `und` when no language is certain. */
  readonly language: string;
  /** In order, not overlapping, trimmed, each with at least one letter or digit. */
  readonly sentences: SentenceSpan[];
  /** At most a dozen, most telling first. */
  readonly keywords: string[];
  /** Sentences for a person about what was lost or guessed. */
  readonly warnings: string[];
}
