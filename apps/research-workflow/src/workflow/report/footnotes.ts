import type { Report } from './report.js';

type Citation = Report['sections'][number]['claims'][number]['citations'][number];

/** The citations of a report, numbered in the order in which they first appear. */
export class Footnotes {
  private readonly numbers = new Map<string, number>();
  readonly citations: Citation[] = [];

  constructor({ sections }: Pick<Report, 'sections'>) {
    for (const citation of sections.flatMap(({ claims }) => claims.flatMap((claim) => claim.citations))) {
      if (this.numbers.has(keyOf(citation))) continue;
      this.citations.push(citation);
      this.numbers.set(keyOf(citation), this.citations.length);
    }
  }

  numberOf(citation: Citation): number {
    return this.numbers.get(keyOf(citation)) ?? 0;
  }
}

function keyOf({ contentId, start, end }: Citation): string {
  return `${contentId}:${start}-${end}`;
}
