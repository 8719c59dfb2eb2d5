import type { Draft, Review } from '../sagas/research-state.js';

export const REPORT_SCHEMA_VERSION = '1.0.0';

export interface ReportSource {
  contentId: string;
  /** The source as its user named it: a path or a URL. */
  source: string;
  /** Of the bytes; null when there never were any. */
  sha256: string | null;
  /** Of the extracted text in UTF-8; null when there is none. */
  textSha256: string | null;
  status: string;
  /** Why it is partial or failed. */
  reason?: string;
}

/** The report of a completed workflow, as `report.json` holds it. */
export interface Report extends Pick<Draft, 'title' | 'summary' | 'sections' | 'unanswered'> {
  schemaVersion: typeof REPORT_SCHEMA_VERSION;
  workflowId: string;
  question: string;
  review: Review;
  sources: ReportSource[];
  /** Null until the learning path has been made. */
  learningPathId: string | null;
}
