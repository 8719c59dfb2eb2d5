import { describe, expect, it } from '@jest/globals';
import { catalogue, examples } from '../index.js';
import { compatibilityOf, readPublished } from './index.js';

const published = readPublished(new URL('../../published', import.meta.url).pathname).filter(
  ({ visibility }) => visibility === 'public',
);
const exampleOf = (definition: object) => examples.find((example) => example.definition === definition)?.data;
const { problems, unpublished } = compatibilityOf(published, catalogue.all(), exampleOf);

describe('The public messages', () => {
  it('break nobody who knows them as they were published', () => {
    expect(problems).toEqual([]);
  });

  it('are published: run "npm run events:publish" when this fails', () => {
    expect(unpublished.map(({ type, version }) => `${type} ${version}`)).toEqual([]);
  });
});
