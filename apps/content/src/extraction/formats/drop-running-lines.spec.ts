import { describe, expect, it } from '@jest/globals';
import { dropRunningLines } from './drop-running-lines.js';

const drop = (pages: string[][]) => dropRunningLines(pages, (line) => line);

describe('dropRunningLines', () => {
  it('drops headers and footers that come back with other page numbers', () => {
    const words = ['alpha', 'beta', 'gamma', 'delta'];
    const pages = words.map((word, page) => [
      'RFC 9999   Saga Transport',
      `text ${word} of it`,
      `Doe   [Page ${page + 1}]`,
    ]);
    expect(drop(pages)).toEqual(words.map((word) => [`text ${word} of it`]));
  });

  it('drops chapter headers whose words differ but whose page numbers count up', () => {
    const pages = ['Naming', 'Storing', 'Sending', 'Reading'].map((chapter, index) => [
      `${index + 14} ${chapter}`,
      `This page is about ${chapter}.`,
      'And it has a second line.'.repeat(index + 1),
      `Its last line says ${chapter}.`,
    ]);
    expect(drop(pages).map((page) => page[0])).toEqual(
      ['Naming', 'Storing', 'Sending', 'Reading'].map((c) => `This page is about ${c}.`),
    );
  });

  it('drops lone page numbers', () => {
    expect(
      drop([
        ['one', '- 1 -'],
        ['two', 'Page 2 of 3'],
        ['iii', 'three'],
      ]),
    ).toEqual([['one'], ['two'], ['three']]);
  });

  it('keeps everything of a single page, and lines that repeat in the middle', () => {
    expect(drop([['Title', '1']])).toEqual([['Title', '1']]);
    const pages = Array.from({ length: 4 }, (_, page) => [
      ...['first', 'second', 'again', 'third', 'fourth'].map((word) =>
        word === 'again' ? word : `${word} line ${'wxyz'[page]}`,
      ),
    ]);
    expect(drop(pages)).toEqual(pages);
  });
});
