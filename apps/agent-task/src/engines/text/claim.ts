/** The span of a document that a claim is taken from; `quote` equals the document's text from `start` to `end`. */
export interface Citation {
  readonly contentId: string;
  readonly source: string;
  readonly sha256: string;
  readonly start: number;
  readonly end: number;
  readonly quote: string;
}

/** A statement found in at least one document. */
export interface Claim {
  /** The quote of the first citation with its white space collapsed. */
  readonly text: string;
  /** 0..1, how well it answers. */
  readonly score: number;
  readonly citations: readonly Citation[];
}

/** White space collapsed to single spaces. */
export function collapse(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
