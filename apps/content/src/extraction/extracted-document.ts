import type { ExtractionReason } from './extraction-reason.js';

/**
 * What the newlines of a text mean.
 * - `lines`: every line is a block of its own (paragraph, heading, list item, table row).
 * - `wrapped`: a paragraph may run over several lines; blocks have to be found (`findTextBlocks`).
 */
export type TextLayout = 'lines' | 'wrapped';

/** What a reader of one format hands over; the text is not normalised yet. */
export interface ExtractedDocument {
  readonly text: string;
  readonly layout: TextLayout;
  readonly title?: string;
  readonly warnings?: readonly string[];
  /** Set when a part of the document could not be read. */
  readonly partial?: ExtractionReason;
}
