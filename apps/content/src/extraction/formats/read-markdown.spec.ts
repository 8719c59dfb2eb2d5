import { describe, expect, it } from '@jest/globals';
import { readMarkdown } from './read-markdown.js';

const textOf = async (markdown: string) => (await readMarkdown(markdown)).text;

describe('readMarkdown', () => {
  it('puts headings, paragraphs and list items on lines of their own', async () => {
    const markdown = [
      '# Guide',
      'The first paragraph',
      'is wrapped.',
      '',
      '* one',
      '  goes on',
      '* two',
      '    1. deeper',
      '    2. still deeper',
      '',
      'Setext',
      '------',
      'End.',
    ].join('\n');
    expect(await textOf(markdown)).toBe(
      'Guide\n\nThe first paragraph is wrapped.\n\n- one goes on\n- two\n  1. deeper\n  2. still deeper\n\nSetext\n\nEnd.',
    );
  });

  it('keeps link texts and code, and drops targets, images, tags and emphasis', async () => {
    expect(
      await textOf('See **the** [`run` guide](https://x.example "t") ![logo](l.png) <kbd>now</kbd> &amp; _then_ \\*.'),
    ).toBe('See the run guide now & then *.');
  });

  it('writes a table row by row', async () => {
    expect(await textOf('| Name | What |\n|---|---|\n| **a** | `x \\| y` |\n| b | |\n')).toBe(
      'Name | What\na | x | y\nb',
    );
  });

  it('keeps code blocks as they are', async () => {
    expect(await textOf('Run:\n\n```sh\nnpm ci\n\n  npm start   # [not](a link)\n```\n')).toBe(
      'Run:\n\nnpm ci\n\n  npm start   # [not](a link)',
    );
  });

  it('leaves out front matter and takes the title from it', async () => {
    const { text, title } = await readMarkdown('---\ntitle: "How it works"\ntags: [a]\n---\n# Heading\n\nText.');
    expect([title, text]).toEqual(['How it works', 'Heading\n\nText.']);
  });

  it('does not take a rule at the start for front matter', async () => {
    expect(await textOf('---\n\nText one.\n\n---\n\nText two.')).toBe('Text one.\n\nText two.');
  });

  it('leaves out comments and reads HTML blocks as text', async () => {
    const markdown =
      '<!-- hidden\n\nstill hidden -->\n<h1 align="center">Edda</h1>\n\n<details><summary>More</summary>\n\nInside.\n\n</details>';
    const { text, title } = await readMarkdown(markdown);
    expect([title, text]).toEqual(['Edda', 'Edda\n\nMore\n\nInside.']);
  });

  it('reads quotations and alerts without their marks', async () => {
    expect(await textOf('> [!NOTE]\n> Mind the gap.\n>\n> Always.\n\n:::tip\nUse it.\n:::')).toBe(
      'Mind the gap.\n\nAlways.\n\nUse it.',
    );
  });

  it('starts a new line where the author broke it', async () => {
    expect(await textOf('Edda Street 1  \nReykjavik<br>Iceland')).toBe('Edda Street 1\nReykjavik\nIceland');
  });

  it('writes footnotes with plain brackets', async () => {
    expect(await textOf('It holds.[^1]\n\n[^1]: As was shown.')).toBe('It holds.[1]\n\n[1] As was shown.');
  });

  it('takes the first heading of the highest level as title', async () => {
    expect((await readMarkdown('## Contents\n\n# The Book\n\n# Appendix')).title).toBe('The Book');
  });
});
