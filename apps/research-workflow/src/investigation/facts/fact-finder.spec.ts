import { EddaError } from '@edda/kernel';
import { describe, expect, it } from '@jest/globals';
import { ContentTexts } from '../sources/content-texts.js';
import { FactFinder, MAX_CONTENTS, MAX_FACTS } from './fact-finder.js';

interface Held {
  text: string;
  textSha256?: string;
}

/** A content service that holds these texts, each one sentence, and finds all of them. */
function contents(held: readonly Held[], page = 200) {
  const id = (index: number): string => `c${index}`;
  return {
    async get<T>(path: string): Promise<T> {
      const url = new URL(path, 'http://content');
      if (url.pathname.endsWith('/search')) {
        const from = Number(url.searchParams.get('cursor') ?? 0);
        const items = held.slice(from, from + page).map((_, index) => ({ contentId: id(from + index) }));
        return { items, nextCursor: from + page < held.length ? String(from + page) : null } as T;
      }
      const contentId = url.pathname.split('/').at(-2) as string;
      const one = held[Number(contentId.slice(1))];
      if (!one || one.text === '')
        throw new EddaError('not-found', 'CONTENT.NO_TEXT', 'Nothing could be read from it.');
      const { text, textSha256 = contentId } = one;
      const ends = [...text.matchAll(/\n|$/g)].map(({ index }) => index);
      const sentences = ends.map((end, at) => [at === 0 ? 0 : ends[at - 1]! + 1, end]);
      return { contentId, source: contentId, sha256: contentId, textSha256, language: 'en', text, sentences } as T;
    },
  };
}

const find = (held: readonly Held[], page?: number) =>
  new FactFinder(new ContentTexts(contents(held, page))).find('Ann', new AbortController().signal, () => undefined);

describe('The fact finder', () => {
  it('keeps the sentences that name the entity, the best text first', async () => {
    const { facts, textsRead, isCut } = await find([{ text: 'Ann came.\nIt rained.' }, { text: 'Ben saw Ann.' }]);
    expect(facts.map(({ quote }) => quote)).toEqual(['Ann came.', 'Ben saw Ann.']);
    expect({ textsRead, isCut }).toEqual({ textsRead: 2, isCut: false });
  });

  it('takes a text that is there twice once', async () => {
    const { facts, textsRead } = await find([
      { text: 'Ann came.', textSha256: 'x' },
      { text: 'Ann came.', textSha256: 'x' },
    ]);
    expect({ facts: facts.length, textsRead }).toEqual({ facts: 1, textsRead: 1 });
  });

  it('goes through the pages of the search', async () => {
    const held = Array.from({ length: 5 }, (_, index) => ({ text: `Ann came ${index}.` }));
    expect((await find(held, 2)).facts).toHaveLength(5);
  });

  it('leaves out a content whose text is not there', async () => {
    expect((await find([{ text: '' }, { text: 'Ann came.' }])).facts).toHaveLength(1);
  });

  it('keeps no more than it may, of one text and of all, and says that there was more', async () => {
    const one = await find([{ text: Array.from({ length: 30 }, (_, at) => `Ann came ${at}.`).join('\n') }]);
    expect({ facts: one.facts.length, isCut: one.isCut }).toEqual({ facts: 10, isCut: true });
    const many = await find(Array.from({ length: MAX_CONTENTS + 30 }, () => ({ text: 'Ann came.\nAnn left.' })));
    expect({ facts: many.facts.length, textsRead: many.textsRead, isCut: many.isCut }).toEqual({
      facts: MAX_FACTS,
      textsRead: MAX_CONTENTS,
      isCut: true,
    });
  });

  it('passes on that the contents cannot be read', async () => {
    const away = new EddaError('unavailable', 'UPSTREAM.UNAVAILABLE', 'content cannot be reached.');
    const finder = new FactFinder(new ContentTexts({ get: () => Promise.reject(away) }));
    await expect(finder.find('Ann', new AbortController().signal, () => undefined)).rejects.toBe(away);
    const none = new FactFinder(new ContentTexts(null));
    await expect(none.find('Ann', new AbortController().signal, () => undefined)).rejects.toMatchObject({
      code: 'CONTENT.NOT_CONFIGURED',
    });
  });

  it('stops when it is told to', async () => {
    const stop = new AbortController();
    const reason = new Error('paused');
    const finder = new FactFinder(new ContentTexts(contents([{ text: 'Ann came.' }, { text: 'Ann left.' }])));
    await expect(finder.find('Ann', stop.signal, () => stop.abort(reason))).rejects.toBe(reason);
  });
});
