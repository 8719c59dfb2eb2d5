import { describe, expect, it } from '@jest/globals';
import type { Fact } from '../facts/facts-in.js';
import { RISK_CATEGORIES } from './risk-terms.js';
import { scoreRisk } from './score-risk.js';

const fact = (quote: string, source = 'a', language = 'en'): Fact => ({
  contentId: source,
  source,
  sha256: source,
  start: 0,
  end: quote.length,
  quote,
  language,
});

describe('The risk of an entity', () => {
  it('has no score without a sentence', () => {
    expect(scoreRisk([])).toMatchObject({
      score: null,
      explanation: 'Not enough evidence: no sentence in any content names it.',
      contributions: [],
      facts: [],
    });
  });

  it('has no score when no sentence could be read', () => {
    const { score, explanation } = scoreRisk([fact('Northgate wurde verurteilt.', 'a', 'de')]);
    expect(score).toBeNull();
    expect(explanation).toMatch(/^Not enough evidence: the words of risk are English/);
    expect(scoreRisk([fact('Northgate sails.', 'a', 'und')]).score).toBeNull();
    expect(scoreRisk([fact('Northgate was fined for fraud.', 'a', 'und')]).score).toBeGreaterThan(0);
  });

  it('is 0 when sentences were read and none speaks of a risk', () => {
    expect(scoreRisk([fact('Northgate sails to Hull.')])).toMatchObject({
      score: 0,
      explanation: '0 of 1 sentence about it speak of a risk.',
    });
  });

  it('grows with each different text that says so, and never beyond 1', () => {
    const of = (count: number): number =>
      scoreRisk(Array.from({ length: count }, (_, index) => fact('Northgate committed fraud.', `s${index}`))).score ??
      -1;
    expect([of(1), of(2), of(3)]).toEqual([0.4, 0.6, 0.7]);
    expect(of(60)).toBeLessThanOrEqual(0.8);
    const twice = scoreRisk([fact('Northgate: fraud.', 'a'), fact('Northgate: a fraudulent firm.', 'a')]);
    expect(twice.score).toBe(0.4);
  });

  it('joins the categories, lists what each adds, and can be added up again', () => {
    const { score, contributions, explanation } = scoreRisk([
      fact('Northgate was fined for a forged bill.', 'a'),
      fact('Northgate paid bribes.', 'b'),
      fact('Northgate sails.', 'b'),
    ]);
    expect(contributions).toEqual([
      { category: 'corruption', weight: 0.8, sources: 1, value: 0.4 },
      { category: 'fraud', weight: 0.8, sources: 1, value: 0.4 },
      { category: 'litigation', weight: 0.3, sources: 1, value: 0.15 },
    ]);
    const sum = 1 - contributions.reduce((rest, { value }) => rest * (1 - value), 1);
    expect(score).toBe(Math.round(sum * 1000) / 1000);
    expect(explanation).toBe(
      '2 of 3 sentences about it speak of a risk: corruption (1 source), fraud (1 source), litigation (1 source).',
    );
  });

  it.each([
    'Northgate was not convicted.',
    'Northgate was acquitted of fraud.',
    'Northgate denies any role in the smuggling.',
    'The court found no evidence of fraud at Northgate.',
    "Northgate wasn't sanctioned.",
  ])('does not count what a sentence denies: %s', (sentence) => {
    const { score, facts } = scoreRisk([fact(sentence)]);
    expect(score).toBe(0);
    expect(facts[0]?.terms).toMatchObject([{ counted: false }]);
  });

  it('counts what stands behind a denial of something else', () => {
    const { facts } = scoreRisk([fact('Northgate, which is not a large company at all, committed fraud.')]);
    expect(facts[0]?.terms).toEqual([{ category: 'fraud', term: 'fraud', counted: true }]);
  });

  it('looks for whole words only', () => {
    expect(scoreRisk([fact('Northgate moved to Suedberg and met Ms Crimean.')]).score).toBe(0);
  });

  it('is the same every time', () => {
    const facts = [fact('Northgate was arrested, sued and sanctioned.', 'a'), fact('Northgate: bankrupt.', 'b')];
    expect(scoreRisk(facts)).toEqual(scoreRisk(facts));
  });

  it('weighs each category between 0 and 1, once', () => {
    expect(new Set(RISK_CATEGORIES.map(({ name }) => name)).size).toBe(RISK_CATEGORIES.length);
    for (const { weight } of RISK_CATEGORIES) expect(weight).toBeGreaterThan(0);
    for (const { weight } of RISK_CATEGORIES) expect(weight).toBeLessThan(1);
  });
});
