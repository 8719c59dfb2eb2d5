import type { Citation } from '../text/claim.js';
import type { TextDocument } from '../text/text-document.js';

/** What can be wrong with a claim. */
export type ProblemCode =
  'UNKNOWN_SOURCE' | 'SOURCE_CHANGED' | 'SPAN_OUTSIDE_TEXT' | 'QUOTE_DIFFERS' | 'TEXT_NOT_QUOTED' | 'NO_CITATION';

/** Something wrong with a claim; `detail` is for people. */
export interface Problem {
  readonly claimId: string;
  readonly code: ProblemCode;
  readonly detail: string;
}

/** Why a citation does not hold, or null: its document has to be known and hold the quote exactly where it says. */
export function checkCitation(
  citation: Citation,
  documents: ReadonlyMap<string, TextDocument>,
): Omit<Problem, 'claimId'> | null {
  const { contentId, source, sha256, start, end, quote } = citation;
  const document = documents.get(contentId);
  if (document === undefined)
    return { code: 'UNKNOWN_SOURCE', detail: `Content ${contentId} (${source}) is not among the sources.` };
  if (document.sha256 !== sha256) {
    return {
      code: 'SOURCE_CHANGED',
      detail: `${source} has the sha256 ${document.sha256}, the citation names ${sha256}.`,
    };
  }
  const span = `${String(start)}..${String(end)}`;
  if (!Number.isInteger(start) || !Number.isInteger(end) || start < 0 || end <= start || end > document.text.length) {
    return {
      code: 'SPAN_OUTSIDE_TEXT',
      detail: `${span} is no span of ${source}, which has ${String(document.text.length)} characters.`,
    };
  }
  if (document.text.slice(start, end) !== quote)
    return { code: 'QUOTE_DIFFERS', detail: `${source} reads differently at ${span} than the quote.` };
  return null;
}
