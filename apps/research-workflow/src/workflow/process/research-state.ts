import type { ResearchSource } from '@edda/event-schemas';

/** A stretch of a source, worth a closer look. Offsets are UTF-16 units of its text. */
export interface Passage {
  contentId: string;
  source: string;
  sha256: string;
  start: number;
  end: number;
  score: number;
}

export interface CitedClaim {
  text: string;
  citations: { contentId: string; source: string; sha256: string; start: number; end: number; quote: string }[];
}

/** A sub-question with what was found for it, as far as the process has come. */
export interface Inquiry {
  subQuestion: string;
  passages: Passage[];
  answered: boolean;
  claims: CitedClaim[];
}

/** What the creator made of the claims. */
export interface Draft {
  title: string;
  summary: string;
  sections: { subQuestion: string; claims: (CitedClaim & { id: string })[] }[];
  unanswered: string[];
}

export interface Review {
  score: number;
  coverage: number;
  accuracy: number;
  relevance: number;
  completeness: number;
  problems: { claimId: string; code: string; detail: string }[];
}

/** The state of one research process; plain JSON. */
export interface ResearchState {
  workflowId: string;
  question: string;
  sources: ResearchSource[];
  /** Contents whose text can be read. */
  readable: string[];
  inquiries: Inquiry[];
  draft: Draft | null;
  review: Review | null;
}
