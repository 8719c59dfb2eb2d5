import type { ReportSection } from './draft.js';

/** What a report says when no section has a claim. */
export const NOTHING_ANSWERED = 'The sources do not answer this question.';

/** The first claim of every section, each once: no sentence that is not a claim. */
export function summarise(sections: readonly ReportSection[]): string {
  const texts = sections.flatMap(({ claims }) => claims.slice(0, 1).map(({ text }) => text));
  return texts.length === 0 ? NOTHING_ANSWERED : [...new Set(texts)].join(' ');
}
