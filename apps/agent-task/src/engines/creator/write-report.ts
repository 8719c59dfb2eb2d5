import { collapse, type Citation } from '../text/claim.js';
import type { Draft, ReportClaim, ReportSection } from './draft.js';
import { summarise } from './summarise.js';

/** A sub-question with what the analyzer found for it. */
export interface AnalysedQuestion {
  readonly subQuestion: string;
  readonly answered: boolean;
  readonly claims: readonly { readonly text: string; readonly citations: readonly Citation[] }[];
}

/** What the creator is given. */
export interface WriteInput {
  readonly question: string;
  readonly sections: readonly AnalysedQuestion[];
}

/**
 * Writes the draft of a report out of the claims, in their order. A claim that an earlier section holds already is
 * repeated, under the same id, only where it is the best answer of its section. Nothing is added in words of its own.
 */
export function writeReport({ question, sections }: WriteInput): Draft {
  const ids = new Map<string, string>();
  const written: ReportSection[] = [];
  const unanswered: string[] = [];
  for (const section of sections) {
    const claims = section.answered ? claimsOf(section, ids) : [];
    if (claims.length === 0) unanswered.push(section.subQuestion);
    else written.push({ subQuestion: section.subQuestion, claims });
  }
  return { title: collapse(question), summary: summarise(written), sections: written, unanswered };
}

function claimsOf(section: AnalysedQuestion, ids: Map<string, string>): ReportClaim[] {
  const claims: ReportClaim[] = [];
  for (const [index, { text, citations }] of section.claims.entries()) {
    const first = citations[0];
    if (first === undefined) continue;
    const span = `${first.sha256}:${String(first.start)}:${String(first.end)}`;
    const known = ids.get(span);
    if (known !== undefined && (index > 0 || claims.some(({ id }) => id === known))) continue;
    const id = known ?? `c${String(ids.size + 1)}`;
    ids.set(span, id);
    claims.push({ id, text, citations });
  }
  return claims;
}
