import type { Citation } from '../text/claim.js';

/** A claim of a report. The same span has the same id wherever it stands. */
export interface ReportClaim {
  readonly id: string;
  readonly text: string;
  readonly citations: readonly Citation[];
}

/** A sub-question with the claims that answer it. */
export interface ReportSection {
  readonly subQuestion: string;
  readonly claims: readonly ReportClaim[];
}

/** A report before or after its review. */
export interface Draft {
  readonly title: string;
  /** Claim texts only; when nothing is answered, a sentence that says so. */
  readonly summary: string;
  readonly sections: readonly ReportSection[];
  readonly unanswered: readonly string[];
}
