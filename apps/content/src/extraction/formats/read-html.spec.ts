import { describe, expect, it } from '@jest/globals';
import { readHtml } from './read-html.js';

const SENTENCE = 'The relay reads the log and publishes every committed event in the order of its stream. ';
const NAVIGATION =
  '<nav><ul><li><a href="/">Home</a></li><li><a href="/docs">All documents</a></li></ul></nav>' +
  '<div class="sidebar"><a href="/a">Install</a> <a href="/b">Configure</a></div>';

describe('readHtml', () => {
  it('reads the marked main part of a documentation page, without what surrounds it', () => {
    const { text, title } =
      readHtml(`<!doctype html><html><head><title>Relay | Docs</title><style>p{}</style></head><body>
      <header><a href="/">Logo</a></header>${NAVIGATION}
      <main><h1>The relay<a class="anchor" href="#relay">¶</a></h1><p>${SENTENCE.repeat(5)}</p>
        <h2>Options</h2><ul><li>first <b>option</b></li><li><p>second option</p><p>with a note</p></li></ul>
        <table><thead><tr><th>Name</th><th>Default</th></tr></thead><tbody><tr><td>batch</td><td>100</td></tr></tbody></table>
        <pre><code>npm start\n  --fast</code></pre><aside>Mind the order.</aside><button>Copy</button></main>
      <footer>Copyright</footer><script>var x = "hidden";</script></body></html>`);
    expect(title).toBe('The relay');
    expect(text).toBe(
      `The relay\n\n${SENTENCE.repeat(5).trim()}\n\nOptions\n\n- first option\n- second option\n  with a note\n\n` +
        'Name | Default\nbatch | 100\n\nnpm start\n  --fast\n\nMind the order.',
    );
  });

  it('finds the article of a page that marks nothing', () => {
    const { text, title } = readHtml(`<html><head><title>A long story - The Paper</title></head><body>
      <div id="menu"><a href="/1">News</a> <a href="/2">Sports</a> <a href="/3">Weather</a></div>
      <div class="story"><h1>A long story</h1>${`<p>${SENTENCE.repeat(3)}</p>`.repeat(6)}</div>
      <div class="related"><a href="/4">Another story</a></div><div id="footer">All rights reserved</div></body></html>`);
    expect(title).toBe('A long story');
    expect(text.startsWith('A long story\n\nThe relay reads')).toBe(true);
    expect(text).not.toMatch(/Sports|Another story|All rights/);
    expect(text.split('\n\n')).toHaveLength(7);
  });

  it('reads a short page without an article less its navigation', () => {
    const { text } = readHtml(
      `<html><body>${NAVIGATION}<h1>Opening hours</h1><p>We open at nine.</p><div>Closed on Sundays.</div></body></html>`,
    );
    expect(text).toBe('Opening hours\n\nWe open at nine.\n\nClosed on Sundays.');
  });

  it('reads a fragment, and markup that is never closed', () => {
    expect(readHtml('<p>One.<p>Two &amp; three.<ul><li>a<li>b').text).toBe('One.\n\nTwo & three.\n\n- a\n- b');
  });

  it('leaves out hidden elements', () => {
    const html =
      '<body><p>Seen.</p><p hidden>No.</p><p style="display: none">No.</p><span aria-hidden="true">No.</span></body>';
    expect(readHtml(html).text).toBe('Seen.');
  });

  it('reads the cells of a table that holds the layout one after the other', () => {
    const html = '<body><table><tr><td><h2>Left</h2><p>One.</p><p>Two.</p></td><td>Right</td></tr></table></body>';
    expect(readHtml(html).text).toBe('Left\n\nOne.\n\nTwo.\n\nRight');
  });

  it('takes a line break inside a sentence for a blank, and others for what they are', () => {
    expect(readHtml('<p>This was wrapped<br>by hand.<br>Edda Street 1<br>Reykjavik</p>').text).toBe(
      'This was wrapped by hand.\nEdda Street 1\nReykjavik',
    );
  });

  it('reads definition lists', () => {
    expect(readHtml('<dl><dt>relay</dt><dd>Publishes events.</dd></dl>').text).toBe('relay\n\nPublishes events.');
  });
});
