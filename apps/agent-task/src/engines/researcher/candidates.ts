import type { TextDocument } from '../text/text-document.js';
import { uniqueDocuments } from '../text/unique-documents.js';
import { passageOf } from './rank-windows.js';
import type { ScoredWindow } from './window-scores.js';

/** The windows of one document that may answer: many of them, so they are written short. */
export interface Candidates {
  readonly contentId: string;
  readonly source: string;
  readonly sha256: string;
  /** `[start, end, score]` of each, best first. */
  readonly windows: readonly (readonly [number, number, number])[];
}

/** Windows by document, those with the best window first. */
export function candidatesOf(windows: readonly ScoredWindow[], documents: readonly TextDocument[]): Candidates[] {
  const found = new Map<string, Candidates & { windows: [number, number, number][] }>();
  for (const window of windows) {
    const { contentId, source, sha256, start, end, score } = passageOf(window, documents);
    let candidates = found.get(contentId);
    if (candidates === undefined) found.set(contentId, (candidates = { contentId, source, sha256, windows: [] }));
    candidates.windows.push([start, end, score]);
  }
  return [...found.values()];
}

/** The windows that candidates name, in no particular order; those of other documents, or that are none, are left out. */
export function windowsOf(
  candidates: readonly Candidates[],
  documents: readonly TextDocument[],
): { windows: ScoredWindow[]; documents: TextDocument[] } {
  const unique = uniqueDocuments(documents);
  const places = new Map(unique.map(({ contentId }, place) => [contentId, place]));
  const windows = candidates.flatMap(({ contentId, windows: given }) => {
    const document = places.get(contentId);
    if (document === undefined) return [];
    const sentences = unique[document]?.sentences ?? [];
    const byStart = new Map(sentences.map(([start], sentence) => [start, sentence]));
    const byEnd = new Map(sentences.map(([, end], sentence) => [end, sentence]));
    return given.flatMap(([start, end, score]): ScoredWindow[] => {
      const first = byStart.get(start);
      const last = byEnd.get(end);
      return first === undefined || last === undefined || last < first ? [] : [{ document, first, last, score }];
    });
  });
  return { windows, documents: unique };
}
