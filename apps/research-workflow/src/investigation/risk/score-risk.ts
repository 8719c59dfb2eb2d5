import type { EntityFact, EntityRisk, RiskContribution, RiskTerm } from '@edda/event-schemas';
import type { Fact } from '../facts/facts-in.js';
import { DENIAL, RISK_CATEGORIES, RISK_LANGUAGE, RISK_METHOD } from './risk-terms.js';

/**
 * Scores what sentences about an entity say, from 0 to 1, so that anyone can do it again:
 * 1. in each sentence the words of risk of each category are looked for; one that the sentence denies does not count;
 * 2. a category that n different contents speak of adds `weight * (1 - 0.5 ^ n)`;
 * 3. the score is `1 - product of (1 - value)` over the categories.
 *
 * It says how much the texts speak of risk beside the name, not that the entity did anything. Without a sentence that
 * could be read there is no score: the words are English. Pure.
 *
 * @param facts sentences in which the entity is named
 */
export function scoreRisk(facts: readonly Fact[]): EntityRisk {
  const read: EntityFact[] = facts.map((fact) => ({ ...fact, terms: mayBeRead(fact) ? termsIn(fact.quote) : [] }));
  const readable = read.filter(isRead).length;
  const base = { method: RISK_METHOD, facts: read };
  if (readable === 0) {
    const explanation =
      facts.length === 0
        ? 'Not enough evidence: no sentence in any content names it.'
        : `Not enough evidence: the words of risk are English, and none of the ${facts.length} sentences about it is known to be.`;
    return { ...base, score: null, explanation, contributions: [] };
  }
  const contributions = RISK_CATEGORIES.flatMap(({ name, weight }): RiskContribution[] => {
    const sources = new Set(read.filter((fact) => speaksOf(fact, name)).map(({ sha256 }) => sha256)).size;
    return sources === 0 ? [] : [{ category: name, weight, sources, value: rounded(weight * (1 - 0.5 ** sources)) }];
  });
  const score = rounded(1 - contributions.reduce((rest, { value }) => rest * (1 - value), 1));
  return { ...base, score, explanation: explained(read, readable, contributions), contributions };
}

function mayBeRead({ language }: Fact): boolean {
  return language === RISK_LANGUAGE || language === 'und';
}

/** That nothing was found in a text of no known language does not say that nothing is in it. */
function isRead({ language, terms }: EntityFact): boolean {
  return language === RISK_LANGUAGE || terms.length > 0;
}

function termsIn(quote: string): RiskTerm[] {
  return RISK_CATEGORIES.flatMap(({ name, pattern }) =>
    [...quote.matchAll(pattern)].map(({ 0: term, index }) => ({
      category: name,
      term,
      counted: !DENIAL.test(quote.slice(0, index)),
    })),
  );
}

function speaksOf({ terms }: EntityFact, category: string): boolean {
  return terms.some((term) => term.counted && term.category === category);
}

function explained(facts: readonly EntityFact[], readable: number, contributions: readonly RiskContribution[]): string {
  const speaking = facts.filter(({ terms }) => terms.some(({ counted }) => counted)).length;
  const told = `${speaking} of ${readable} ${readable === 1 ? 'sentence' : 'sentences'} about it ${speaking === 1 ? 'speaks' : 'speak'} of a risk`;
  if (contributions.length === 0) return `${told}.`;
  const listed = contributions.map(
    ({ category, sources }) => `${category} (${sources} ${sources === 1 ? 'source' : 'sources'})`,
  );
  return `${told}: ${listed.join(', ')}.`;
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
