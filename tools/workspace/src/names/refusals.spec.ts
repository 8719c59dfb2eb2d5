import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Tree } from '@nx/devkit';
import { realWorkspace } from '../testing/real-workspace.js';
import { checkAggregateName } from './check-aggregate.js';
import { checkServiceName } from './check-service.js';
import { checkEventName } from './event-schemas.js';
import { checkServiceIsThere } from './known-services.js';
import { Refusal } from './refusal.js';

let tree: Tree;
beforeAll(() => {
  tree = realWorkspace();
});

const refusalOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
  throw new Error('It is not refused.');
};

describe('the name of a service', () => {
  it.each([
    [undefined, 'The service has no name: give it one, such as billing.'],
    ['', 'The service has no name: give it one, such as billing.'],
    ['Billing', '"Billing" is no name for a service: write it in lower-case words'],
    ['billing_desk', '"billing_desk" is no name for a service'],
    ['billing--desk', 'is no name for a service'],
    ['-billing', 'is no name for a service'],
    ['1st', 'is no name for a service'],
    ['../escape', '"../escape" is no name for a service'],
    ['b', '"b" is no name for a service: it needs at least two letters'],
    ['a'.repeat(41), 'has 41 characters'],
    ['class', '"class" is a word of TypeScript: call the service otherwise'],
    ['select', '"select" is a reserved word of SQL'],
    ['learning', 'apps/learning is there already'],
    ['gateway', 'apps/gateway is there already'],
    ['learning-migrate', '"learning-migrate" ends like something that belongs to a service'],
    ['dead-letters', 'is the name of something beside'],
    ['broker', '"broker" is the name of something beside the services'],
    ['kernel', 'There is a package @edda/kernel already'],
    ['agent', 'The topic agent_events has this name already'],
    ['dead', 'The topic dead_letters has this name already'],
    ['validation', 'libs/event-schemas/src/validation is there already'],
    ['investigations', '/api/v1/investigations is the path of another service at the gateway'],
  ])('is refused when it is %p', (name, sentence) => {
    const refusal = refusalOf(() => checkServiceName(tree, name));
    expect(refusal).toContain(sentence);
    expect(refusal).toMatch(/^[^\n]+[.]$/);
  });

  it.each(['sextants', 'sextant-desk', 'x-sextant', 'sextant2'])('may be %s', (name) => {
    expect(checkServiceName(tree, name).kebab).toBe(name);
  });
});

describe('the name of an aggregate', () => {
  it.each([
    ['Invoice', 'is no name for an aggregate'],
    ['enum', '"enum" is a word of TypeScript'],
    ['table', '"table" is a reserved word of SQL'],
    ['query', '"query" is what the code of every service calls a part of its own'],
    ['news', '"news" is one and many in one word'],
    ['learning-path', 'apps/learning/src/learning-path is there already'],
    ['citation', 'The event schemas have a class Citation already'],
  ])('is refused when it is %p', (name, sentence) => {
    expect(refusalOf(() => checkAggregateName(tree, 'learning', name))).toContain(sentence);
  });

  it.each(['sextant', 'sextant-policy', 'x-sextant', 'order'])('may be %s', (name) => {
    expect(checkAggregateName(tree, 'learning', name).kebab).toBe(name);
  });
});

describe('the name of an event', () => {
  it('may be written either way', () => {
    expect(checkEventName(tree, 'sextant-issued')).toBe('SextantIssued');
    expect(checkEventName(tree, 'SextantIssued')).toBe('SextantIssued');
  });

  it.each([
    ['issued', 'is no name for an event: say what happened to what'],
    ['Invoice Issued', 'is no name for an event'],
    [`A${'b'.repeat(60)}Done`, 'is no name for an event'],
    [
      'ContentUploaded',
      'There is an event ContentUploaded already, in libs/event-schemas/src/content/content-uploaded.ts',
    ],
  ])('is refused when it is %p', (name, sentence) => {
    expect(refusalOf(() => checkEventName(tree, name))).toContain(sentence);
  });
});

it('a service that keeps no events takes no aggregate', () => {
  const sentence = /give --service one of (?:[a-z-]+, )*learning, (?:[a-z-]+, )*research-workflow/;
  expect(refusalOf(() => checkServiceIsThere(tree, 'gateway'))).toMatch(sentence);
  expect(refusalOf(() => checkServiceIsThere(tree, undefined))).toMatch(sentence);
});
