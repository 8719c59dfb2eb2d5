import { describe, expect, it } from '@jest/globals';
import { aggregateNames } from './aggregate-names.js';
import { kebabCase, plural, withArticle } from './words.js';

describe('the plural', () => {
  it.each([
    ['invoice', 'invoices'],
    ['reservation-slot', 'reservation-slots'],
    ['policy', 'policies'],
    ['loan-policy', 'loan-policies'],
    ['day', 'days'],
    ['survey', 'surveys'],
    ['soliloquy', 'soliloquies'],
    ['bus', 'buses'],
    ['class-box', 'class-boxes'],
    ['branch', 'branches'],
    ['address', 'addresses'],
    ['status', 'statuses'],
    ['analysis', 'analyses'],
    ['person', 'people'],
    ['quiz', 'quizzes'],
    ['series', 'series'],
  ])('of %s is %s', (one, many) => expect(plural(one)).toBe(many));
});

describe('a name', () => {
  it('has every spelling', () => {
    expect(aggregateNames('loan-policy')).toEqual({
      kebab: 'loan-policy',
      pascal: 'LoanPolicy',
      camel: 'loanPolicy',
      snake: 'loan_policy',
      constant: 'LOAN_POLICY',
      spoken: 'loan policy',
      article: 'a loan policy',
      plural: {
        kebab: 'loan-policies',
        pascal: 'LoanPolicies',
        camel: 'loanPolicies',
        snake: 'loan_policies',
        constant: 'LOAN_POLICIES',
        spoken: 'loan policies',
      },
    });
  });

  it.each([
    ['InvoiceIssued', 'invoice-issued'],
    ['invoiceIssued', 'invoice-issued'],
    ['invoice-issued', 'invoice-issued'],
    ['HTTPServerStopped', 'http-server-stopped'],
  ])('%s is %s in kebab-case', (name, kebab) => expect(kebabCase(name)).toBe(kebab));

  it.each([
    ['invoice', 'an invoice'],
    ['unit', 'a unit'],
    ['upload', 'an upload'],
    ['order', 'an order'],
    ['hour', 'an hour'],
    ['loan desk', 'a loan desk'],
  ])('%s is %s in a sentence', (words, phrase) => expect(withArticle(words)).toBe(phrase));
});
