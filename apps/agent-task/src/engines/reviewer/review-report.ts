import type { Draft, ReportClaim, ReportSection } from '../creator/draft.js';
import { summarise } from '../creator/summarise.js';
import { collapse } from '../text/claim.js';
import type { TextDocument } from '../text/text-document.js';
import { checkCitation, type Problem } from './check-citation.js';
import { phraseMatches } from './claim-relevance.js';

/** What the reviewer is given. */
export interface ReviewInput {
  readonly question: string;
  readonly draft: Draft;
  readonly documents: readonly TextDocument[];
}

/** The figures of a review, each 0..1, with what was wrong and the draft without it. */
export interface ReviewResult {
  /** The others together: coverage counts 0.4, accuracy 0.3, relevance and completeness 0.15 each. */
  readonly score: number;
  /** Share of the sub-questions that have a claim. */
  readonly coverage: number;
  /** Share of the citations that hold; 0 when there is none. */
  readonly accuracy: number;
  /** How much of its sub-question a claim names, on average. */
  readonly relevance: number;
  /** Share of the phrases of the whole question that some claim names. */
  readonly completeness: number;
  readonly problems: readonly Problem[];
  readonly draft: Draft;
}

/** Matches every citation against its document again and drops the claims that do not hold. */
export function reviewReport({ question, draft, documents }: ReviewInput): ReviewResult {
  const known = new Map(documents.map((document) => [document.contentId, document]));
  const problems: Problem[] = [];
  const counts = { held: 0, all: 0 };
  const checked = draft.sections.map(({ subQuestion, claims }) => ({
    subQuestion,
    claims: claims.flatMap((claim) => checkClaim(claim, known, problems, counts)),
  }));
  const sections = checked.filter(({ claims }) => claims.length > 0);
  const emptied = checked.filter(({ claims }) => claims.length === 0).map(({ subQuestion }) => subQuestion);
  const unanswered = [...draft.unanswered, ...emptied];
  const coverage = share(sections.length, sections.length + unanswered.length);
  const accuracy = share(counts.held, counts.all);
  const relevance = mean(
    sections.flatMap(({ subQuestion, claims }) => claims.map(({ text }) => mean(phraseMatches(subQuestion, text)))),
  );
  const completeness = completenessOf(question, sections);
  const score = 0.4 * coverage + 0.3 * accuracy + 0.15 * relevance + 0.15 * completeness;
  return {
    score: round(score),
    coverage: round(coverage),
    accuracy: round(accuracy),
    relevance: round(relevance),
    completeness: round(completeness),
    problems,
    draft: { title: draft.title, summary: summarise(sections), sections, unanswered },
  };
}

function checkClaim(
  claim: ReportClaim,
  documents: ReadonlyMap<string, TextDocument>,
  problems: Problem[],
  counts: { held: number; all: number },
): ReportClaim[] {
  const { id: claimId, text } = claim;
  if (claim.citations.length === 0)
    problems.push({ claimId, code: 'NO_CITATION', detail: 'The claim cites no source.' });
  const citations = claim.citations.filter((citation) => {
    const problem = checkCitation(citation, documents);
    counts.all += 1;
    if (problem === null) counts.held += 1;
    else problems.push({ claimId, ...problem });
    return problem === null;
  });
  if (citations.length === 0) return [];
  if (!citations.some(({ quote }) => collapse(quote) === text)) {
    problems.push({
      claimId,
      code: 'TEXT_NOT_QUOTED',
      detail: 'The text of the claim is not that of any citation that holds.',
    });
    return [];
  }
  return [{ ...claim, citations }];
}

function completenessOf(question: string, sections: readonly ReportSection[]): number {
  if (sections.length === 0) return 0;
  return mean(phraseMatches(question, sections.flatMap(({ claims }) => claims.map(({ text }) => text)).join(' ')));
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function round(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
