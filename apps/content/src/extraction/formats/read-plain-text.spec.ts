import { describe, expect, it } from '@jest/globals';
import { readPlainText } from './read-plain-text.js';

describe('readPlainText', () => {
  it('takes prose as wrapped by hand and records line by line', () => {
    expect(readPlainText('a', 'NOTES').layout).toBe('wrapped');
    expect(readPlainText('a', 'notes.txt').layout).toBe('wrapped');
    expect(readPlainText('a,b', 'data.CSV').layout).toBe('lines');
    expect(readPlainText('x = 1', 'main.py').layout).toBe('lines');
  });

  it('drops the headers and footers of a text set in pages', () => {
    const pages = ['alpha', 'beta', 'gamma', 'delta'].map(
      (word, page) => `RFC 9999    Sagas    1997\n\n   Text about ${word}.\n\nDoe      [Page ${page + 1}]\n`,
    );
    expect(readPlainText(pages.join('\f\n'), 'rfc.txt').text.replace(/\s+/g, ' ').trim()).toBe(
      'Text about alpha. Text about beta. Text about gamma. Text about delta.',
    );
  });
});
