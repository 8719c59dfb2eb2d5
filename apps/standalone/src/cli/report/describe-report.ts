import { plural } from '../terminal/plural.js';
import { shortened } from '../terminal/printable.js';
import { hasText, type Report } from '../verify/report.js';

const SHOWN_FAILURES = 20;

/** What a report holds, in lines for people. @param place the folder as it is to be shown */
export function describeReport(report: Report, place: string): string[] {
  const claims = report.sections.flatMap((section) => section.claims).length;
  const failed = report.sources.filter((source) => source.status === 'failed');
  const partial = report.sources.filter((source) => source.status === 'partial');
  const read = report.sources.filter(hasText).length;
  return [
    '',
    `Report: ${place}`,
    `  report.md, report.html, report.json and ${plural(read, 'text')} in texts/`,
    `  ${plural(report.sections.length, 'section')} with ${plural(claims, 'claim')}, every one cited`,
    `  ${read} of ${plural(report.sources.length, 'source')} read`,
    ...listed('partly read', partial),
    ...listed('failed', failed),
    ...report.unanswered.map((question) => `  unanswered: ${shortened(question, 200)}`),
    ...(report.learningPathId === null ? [] : [`  learning path ${report.learningPathId}`]),
    `Check it offline: npm run verify -- ${quoted(place)}`,
  ];
}

/** The same for programs. @param directory absolute */
export function reportAsJson(report: Report, directory: string): Record<string, unknown> {
  return {
    workflowId: report.workflowId,
    status: 'completed',
    directory,
    sections: report.sections.length,
    claims: report.sections.flatMap((section) => section.claims).length,
    sources: report.sources.map(({ contentId, source, status, reason }) => ({ contentId, source, status, reason })),
    unanswered: report.unanswered,
    learningPathId: report.learningPathId,
  };
}

/** Sources with their reasons, one a line, the first few of many. */
export function listed(word: string, sources: readonly { source: string; reason: string | null }[]): string[] {
  const more = sources.length - SHOWN_FAILURES;
  return [
    ...sources
      .slice(0, SHOWN_FAILURES)
      .map(
        ({ source, reason }) => `  ${word}: ${shortened(source, 200)}: ${shortened(reason ?? 'no reason given', 300)}`,
      ),
    ...(more > 0 ? [`  ... and ${more} more`] : []),
  ];
}

/** As it can be typed into a shell again. */
export function quoted(word: string): string {
  return /^[\w./:\\-]+$/.test(word) ? word : `"${word}"`;
}
