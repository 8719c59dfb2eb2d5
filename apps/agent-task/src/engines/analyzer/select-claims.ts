import { STOP_WORDS } from '../language/stop-words.js';
import { collapse, type Citation, type Claim } from '../text/claim.js';
import { comparePlaces } from '../text/ordering.js';
import type { SentenceView } from './sentence-view.js';

/** A sentence that answers, with its score. */
export interface ScoredSentence {
  readonly view: SentenceView;
  readonly score: number;
}

/** Most claims of one sub-question. */
export const MAX_CLAIMS = 6;
/** A further claim has to score at least this share of the best one. */
const NEAR_BEST = 0.75;
const SAME = 0.8;

/** The best sentences as claims, best first; sentences that say nearly the same become one claim with several citations. */
export function selectClaims(scored: readonly ScoredSentence[]): Claim[] {
  const sorted = [...scored].sort(
    (left, right) => right.score - left.score || comparePlaces(placeOf(left), placeOf(right)),
  );
  const least = (sorted[0]?.score ?? 0) * NEAR_BEST;
  const groups: { words: ReadonlySet<string>; members: ScoredSentence[] }[] = [];
  for (const sentence of sorted) {
    if (sentence.score < least) break;
    const words = contentWords(sentence.view);
    const group = groups.find((candidate) => similar(candidate.words, words));
    if (group !== undefined) group.members.push(sentence);
    else if (groups.length < MAX_CLAIMS) groups.push({ words, members: [sentence] });
  }
  return groups.map(({ members }) => toClaim(members));
}

function placeOf({ view }: ScoredSentence): { sha256: string; source: string; start: number } {
  return {
    sha256: view.document.sha256,
    source: view.document.source,
    start: view.document.sentences[view.sentence]?.[0] ?? 0,
  };
}

function toClaim(members: readonly ScoredSentence[]): Claim {
  const citations = members.map(({ view }) => citationOf(view));
  return {
    text: collapse(citations[0]?.quote ?? ''),
    score: Math.round((members[0]?.score ?? 0) * 1e4) / 1e4,
    citations,
  };
}

function citationOf({ document, sentence }: SentenceView): Citation {
  const [start, end] = document.sentences[sentence] ?? [0, 0];
  const { contentId, source, sha256 } = document;
  return { contentId, source, sha256, start, end, quote: document.text.slice(start, end) };
}

function contentWords(view: SentenceView): ReadonlySet<string> {
  return new Set(view.words.filter((word) => !STOP_WORDS.has(word.lower)).map((word) => word.keys[0] ?? word.lower));
}

/** Numbers tell otherwise equal sentences apart. */
function similar(left: ReadonlySet<string>, right: ReadonlySet<string>): boolean {
  let shared = 0;
  for (const word of left) if (right.has(word)) shared += 1;
  const all = left.size + right.size - shared;
  if (all === 0 || shared / all < SAME) return false;
  const differs = (one: ReadonlySet<string>, other: ReadonlySet<string>): boolean =>
    [...one].some((word) => /^\d/.test(word) && !other.has(word));
  return !differs(left, right) && !differs(right, left);
}
