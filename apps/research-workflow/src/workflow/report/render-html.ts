import { Footnotes } from './footnotes.js';
import type { Report } from './report.js';

const STYLE = `
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: #1c1c1c; }
  h1 { font-size: 1.6rem; } h2 { font-size: 1.2rem; margin-top: 2rem; }
  blockquote { margin: 1rem 0; padding-left: 1rem; border-left: 3px solid #b8b8b8; }
  li { margin: .4rem 0; } sup a { text-decoration: none; }
  table { border-collapse: collapse; width: 100%; font-size: .9rem; } td, th { text-align: left; padding: .25rem .5rem; border-bottom: 1px solid #ddd; overflow-wrap: anywhere; }
  .place, footer { color: #666; font-size: .85rem; }
  @media (prefers-color-scheme: dark) { body { background: #161616; color: #e6e6e6; } a { color: #8ab4f8; } td, th { border-color: #333; } .place, footer { color: #999; } }`;

/** The report as one self-contained page: no script, nothing loaded from elsewhere. */
export function renderHtml(report: Report): string {
  const notes = new Footnotes(report);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escape(report.question)}</title>
<style>${STYLE}
</style>
</head>
<body>
<h1>${escape(report.question)}</h1>
${report.summary ? `<blockquote>${escape(report.summary)}</blockquote>` : ''}
${report.sections.map((section) => renderSection(section, notes)).join('\n')}
${renderUnanswered(report.unanswered)}
${renderCitations(notes)}
${renderSources(report)}
<footer>Workflow ${escape(report.workflowId)} · learning path ${escape(report.learningPathId ?? 'not made yet')}</footer>
</body>
</html>
`;
}

function renderSection({ subQuestion, claims }: Report['sections'][number], notes: Footnotes): string {
  if (claims.length === 0) return '';
  const items = claims.map(({ text, citations }) => {
    const marks = citations.map((citation) => notes.numberOf(citation));
    const links = marks.map((mark) => `<sup><a href="#citation-${mark}">[${mark}]</a></sup>`).join('');
    return `<li>${escape(text)} ${links}</li>`;
  });
  return `<h2>${escape(subQuestion)}</h2>\n<ul>\n${items.join('\n')}\n</ul>`;
}

function renderUnanswered(unanswered: readonly string[]): string {
  if (unanswered.length === 0) return '';
  const items = unanswered.map((text) => `<li>${escape(text)}</li>`).join('\n');
  return `<h2>Not answered by these sources</h2>\n<ul>\n${items}\n</ul>`;
}

function renderCitations({ citations }: Footnotes): string {
  if (citations.length === 0) return '';
  const items = citations.map(({ source, contentId, start, end, quote }, index) => {
    const place = `<span class="place">texts/${escape(contentId)}.txt ${start}–${end}</span>`;
    return `<li id="citation-${index + 1}">${escape(source)} ${place}<blockquote>${escape(quote)}</blockquote></li>`;
  });
  return `<h2>Citations</h2>\n<ol>\n${items.join('\n')}\n</ol>`;
}

function renderSources({ sources }: Report): string {
  const rows = sources.map(({ source, status, reason, sha256 }) => {
    const state = reason ? `${status}: ${reason}` : status;
    return `<tr><td>${escape(source)}</td><td>${escape(state)}</td><td>${sha256?.slice(0, 12) ?? ''}</td></tr>`;
  });
  return `<h2>Sources</h2>\n<table>\n<tr><th>source</th><th>status</th><th>sha256</th></tr>\n${rows.join('\n')}\n</table>`;
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
