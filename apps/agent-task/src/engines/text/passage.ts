/** A stretch of a document that may answer a sub-question. */
export interface Passage {
  readonly contentId: string;
  readonly source: string;
  readonly sha256: string;
  readonly start: number;
  readonly end: number;
  /** Higher is better; comparable within one sub-question only. */
  readonly score: number;
}
