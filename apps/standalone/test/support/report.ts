import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface Report {
  workflowId: string;
  question: string;
  sections: {
    subQuestion: string;
    claims: {
      id: string;
      text: string;
      citations: { contentId: string; source: string; start: number; end: number; quote: string }[];
    }[];
  }[];
  sources: { contentId: string; source: string; status: string; reason?: string }[];
  unanswered: string[];
  learningPathId: string | null;
}

export async function readReport(folder: string): Promise<Report> {
  return JSON.parse(await readFile(join(folder, 'report.json'), 'utf8')) as Report;
}

/** What two runs over the same sources must have in common: everything but ids. */
export function findingsOf({ question, sections, unanswered, sources }: Report): unknown {
  return {
    question,
    unanswered,
    sections: sections.map(({ subQuestion, claims }) => ({
      subQuestion,
      claims: claims.map(({ text, citations }) => ({
        text,
        citations: citations.map(({ source, start, end, quote }) => ({ source, start, end, quote })),
      })),
    })),
    sources: sources.map(({ source, status, reason }) => ({ source, status, reason })),
  };
}
