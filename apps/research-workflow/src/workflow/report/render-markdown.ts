import { Footnotes } from './footnotes.js';
import type { Report } from './report.js';

/** The report as Markdown: every claim with the number of its citations, every citation with its exact place. */
export function renderMarkdown(report: Report): string {
  const notes = new Footnotes(report);
  const lines = [`# ${inline(report.question)}`, ''];
  if (report.summary) lines.push(...report.summary.split('\n').map((line) => `> ${inline(line)}`), '');
  for (const { subQuestion, claims } of report.sections) {
    if (claims.length === 0) continue;
    lines.push(`## ${inline(subQuestion)}`, '');
    for (const { text, citations } of claims) {
      const marks = citations.map((citation) => `[${notes.numberOf(citation)}]`).join('');
      lines.push(`- ${inline(text)} ${marks}`);
    }
    lines.push('');
  }
  if (report.unanswered.length > 0) {
    lines.push('## Not answered by these sources', '', ...report.unanswered.map((text) => `- ${inline(text)}`), '');
  }
  if (notes.citations.length > 0) {
    lines.push('## Citations', '');
    notes.citations.forEach(({ source, contentId, start, end, quote }, index) => {
      lines.push(`${index + 1}. ${inline(source)}, \`texts/${contentId}.txt\` ${start}–${end}: “${inline(quote)}”`);
    });
    lines.push('');
  }
  lines.push('## Sources', '', '| source | status | sha256 |', '| --- | --- | --- |');
  for (const { source, status, sha256, reason } of report.sources) {
    const state = reason ? `${status}: ${reason}` : status;
    lines.push(`| ${inline(source)} | ${inline(state)} | ${sha256 ? `\`${sha256.slice(0, 12)}…\`` : ''} |`);
  }
  lines.push('', `Workflow ${report.workflowId} · learning path ${report.learningPathId ?? 'not made yet'}`, '');
  return lines.join('\n');
}

/** One line in which nothing is markup. */
function inline(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/([\\`*_[\]<>#|])/g, '\\$1');
}
