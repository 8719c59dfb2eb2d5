export interface Citation {
  readonly contentId: string;
  readonly source: string;
  readonly sha256: string;
  /** UTF-16 offsets into the text of the source; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
  readonly quote: string;
}

export interface Claim {
  readonly id: string;
  readonly text: string;
  readonly citations: readonly Citation[];
}

export interface ReportSource {
  readonly contentId: string;
  readonly source: string;
  /** Of the bytes as they were imported. */
  readonly sha256: string | null;
  /** Of the UTF-8 bytes of the extracted text. */
  readonly textSha256: string | null;
  readonly status: 'completed' | 'partial' | 'failed';
  readonly reason: string | null;
}

/** The part of `report.json` that the command relies on; a report may hold more. */
export interface Report {
  readonly schemaVersion: string;
  readonly workflowId: string;
  readonly question: string;
  readonly sections: readonly { readonly subQuestion: string; readonly claims: readonly Claim[] }[];
  readonly sources: readonly ReportSource[];
  readonly unanswered: readonly string[];
  readonly learningPathId: string | null;
}

export const REPORT_SCHEMA_VERSION = '1.0.0';

/** Whether a source must come with its text. */
export function hasText(source: ReportSource): boolean {
  return source.status !== 'failed';
}
