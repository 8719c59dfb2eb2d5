import { describe, expect, it } from '@jest/globals';
import { renderHtml } from './render-html.js';
import { renderMarkdown } from './render-markdown.js';
import { REPORT_SCHEMA_VERSION, type Report } from './report.js';

const citation = {
  contentId: 'c1',
  source: 'a|b.md',
  sha256: 'a'.repeat(64),
  start: 3,
  end: 9,
  quote: 'It <b>is</b> *so*.',
};
const report: Report = {
  schemaVersion: REPORT_SCHEMA_VERSION,
  workflowId: 'w1',
  question: 'Is <it> *so*?',
  title: 'Is it so?',
  summary: 'It <b>is</b> *so*.',
  sections: [
    {
      subQuestion: 'Is it so?',
      claims: [{ id: 'c1', text: 'It <b>is</b> *so*.', citations: [citation, { ...citation, start: 20, end: 26 }] }],
    },
    { subQuestion: 'Why?', claims: [] },
  ],
  unanswered: ['Why?'],
  sources: [
    { contentId: 'c1', source: 'a|b.md', sha256: 'a'.repeat(64), textSha256: 'b'.repeat(64), status: 'completed' },
    {
      contentId: 'c2',
      source: 'x.pdf',
      sha256: null,
      textSha256: null,
      status: 'failed',
      reason: 'ENCRYPTED: It needs a password.',
    },
  ],
  learningPathId: null,
  review: { score: 1, coverage: 0.5, accuracy: 1, relevance: 1, completeness: 0.5, problems: [] },
};

describe('a report as Markdown', () => {
  const text = renderMarkdown(report);

  it('numbers every citation and gives its place', () => {
    expect(text).toContain('[1][2]');
    expect(text).toContain('`texts/c1.txt` 3–9');
  });

  it('says what is not answered, without an empty section', () => {
    expect(text).toContain('## Not answered by these sources\n\n- Why?');
    expect(text).not.toContain('## Why?');
  });

  it('lists the sources that failed with their reasons', () => {
    expect(text).toContain('failed: ENCRYPTED: It needs a password.');
  });

  it('takes nothing of a source for markup', () => {
    expect(text).toContain('It \\<b\\>is\\</b\\> \\*so\\*.');
    expect(text).toContain('a\\|b.md');
  });
});

describe('a report as HTML', () => {
  const page = renderHtml(report);

  it('escapes what comes from sources and from the question', () => {
    expect(page).toContain('It &lt;b&gt;is&lt;/b&gt; *so*.');
    expect(page).not.toContain('<b>is</b>');
    expect(page).toContain('<title>Is &lt;it&gt; *so*?</title>');
  });

  it('links every claim to its citations', () => {
    expect(page).toContain('<a href="#citation-2">[2]</a>');
    expect(page).toContain('<li id="citation-2">');
  });
});
