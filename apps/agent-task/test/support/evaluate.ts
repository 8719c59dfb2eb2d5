import { analyse } from '../../src/engines/analyzer/analyse.js';
import { gather } from '../../src/engines/researcher/gather.js';
import { collapse, type Claim } from '../../src/engines/text/claim.js';
import type { Answerable, Corpus } from './corpora.js';

/** What the engines made of the questions of a corpus. */
export interface Outcome {
  readonly corpus: string;
  readonly cited: number;
  readonly answerable: number;
  readonly refused: number;
  readonly unanswerable: number;
  /** Questions that went wrong, to be read when a floor is missed. */
  readonly missed: readonly string[];
}

/** Asks every question of a corpus. */
export function evaluate(corpus: Corpus): Outcome {
  const missed = corpus.answerable.filter((question) => !cites(ask(corpus, question.question), question));
  const invented = corpus.unanswerable.filter((question) => ask(corpus, question).length > 0);
  return {
    corpus: corpus.name,
    cited: corpus.answerable.length - missed.length,
    answerable: corpus.answerable.length,
    refused: corpus.unanswerable.length - invented.length,
    unanswerable: corpus.unanswerable.length,
    missed: [...missed.map(({ question }) => question), ...invented],
  };
}

/** Sums of several outcomes as shares. */
export function shares(outcomes: readonly Outcome[]): { cited: number; refused: number; missed: readonly string[] } {
  const sum = (pick: (outcome: Outcome) => number): number =>
    outcomes.reduce((total, outcome) => total + pick(outcome), 0);
  return {
    cited: sum(({ cited }) => cited) / sum(({ answerable }) => answerable),
    refused: sum(({ refused }) => refused) / sum(({ unanswerable }) => unanswerable),
    missed: outcomes.flatMap(({ missed }) => missed),
  };
}

function ask({ documents }: Corpus, subQuestion: string): readonly Claim[] {
  const { passages } = gather({ subQuestion, documents });
  return analyse({ subQuestion, passages, documents }).claims;
}

/** One of the marked sentences is quoted, in whole or with a neighbour that the splitter left on it. */
function cites(claims: readonly Claim[], { passages }: Answerable): boolean {
  const quotes = claims.flatMap(({ citations }) => citations.map(({ quote }) => collapse(quote)));
  return quotes.some((quote) =>
    passages.some((passage) => quote.includes(passage) || (quote.length > 20 && passage.includes(quote))),
  );
}
