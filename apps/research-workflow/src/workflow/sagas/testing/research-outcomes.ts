import type { StepOutcome } from '@edda/sagas';
import type { Candidates, CitedClaim, Draft } from '../research-state.js';

export const SHA256 = 'a'.repeat(64);

export const ok = (result: unknown): StepOutcome => ({ ok: true, result });
export const failed = (code: string, detail: string): StepOutcome => ({ ok: false, failure: { code, detail } });

export const candidates = (contentId: string, ...windows: [number, number, number][]): Candidates => ({
  contentId,
  source: `${contentId}.md`,
  sha256: SHA256,
  windows,
});

/** What a researcher has found in its part of the sources. */
export const found = (cut: boolean, ...some: Candidates[]): StepOutcome => ok({ candidates: some, cut });

export const claim = (contentId: string, text: string): CitedClaim => ({
  text,
  citations: [{ contentId, source: `${contentId}.md`, sha256: SHA256, start: 0, end: text.length, quote: text }],
});

/** What an analyzer has come to. */
export const analysed = (claims: CitedClaim[], more = false): StepOutcome =>
  ok({ answered: claims.length > 0, claims, more });

export const draftOf = (sections: Record<string, CitedClaim[]>, ...unanswered: string[]): Draft => ({
  title: 'Title',
  summary: 'Summary.',
  sections: Object.entries(sections).map(([subQuestion, claims]) => ({
    subQuestion,
    claims: claims.map((each, index) => ({ ...each, id: `c${index + 1}` })),
  })),
  unanswered,
});

/** What a reviewer says of a draft, of which it takes nothing out. */
export const reviewed = (draft: Draft, score: number): StepOutcome =>
  ok({ draft, score, coverage: score, accuracy: 1, relevance: 1, completeness: 1, problems: [] });
