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

/** The stretches of one source that may hold an answer; many of them, so they are written short. */
export interface Candidates {
  contentId: string;
  source: string;
  sha256: string;
  /** `[start, end, score]` of each, best first. */
  windows: [number, number, number][];
}

/** A stretch of a source that is no claim. */
export interface Span {
  contentId: string;
  start: number;
  end: number;
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
  /** Since 2.0.0: what the researchers found in their parts of the sources; kept until it is analysed. */
  candidates?: Candidates[];
  /** How widely is searched, from 1. */
  breadth?: number;
  /** Whether there is more than was looked at. */
  more?: boolean;
  /** Claims that a review took out. */
  rejected?: Span[];
  /** Nothing is to be done for it in this round: what is known of it stands. */
  settled?: boolean;
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
  /** The latest; after its review without what does not hold. */
  draft: Draft | null;
  review: Review | null;
  /** The best so far, when there has been rework. */
  best?: { draft: Draft; review: Review };
}

export function newResearch(workflowId: string, question: string, sources: ResearchSource[]): ResearchState {
  return { workflowId, question, sources, readable: [], inquiries: [], draft: null, review: null };
}
