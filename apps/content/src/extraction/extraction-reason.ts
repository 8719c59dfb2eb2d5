/** Why a document gave no text, or not all of it. The codes are stable; the sentence beside them may change. */
export type ExtractionReasonCode =
  | 'EMPTY_FILE'
  | 'UNSUPPORTED_TYPE'
  | 'ENCRYPTED'
  | 'CORRUPT_FILE'
  | 'TOO_LARGE'
  | 'NO_TEXT'
  | 'PAGES_UNREADABLE'
  | 'DEADLINE_EXCEEDED'
  | 'MEMORY_EXCEEDED';

export interface ExtractionReason {
  readonly code: ExtractionReasonCode;
  /** One sentence for a person: what was wrong, with which value, and what to do about it. */
  readonly detail: string;
}
