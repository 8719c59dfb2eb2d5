import type { PdfLine } from './pdf-line.js';

/** Measures of a document that the finding of paragraphs leans on. */
export interface PdfTypography {
  /** Size of most characters, in points. */
  readonly bodySize: number;
  /** Usual distance of two baselines in a paragraph set in `size`, in points. */
  leading(size: number): number;
}

/** Finds the body size and the line distances of a document from all its pages. */
export function measureTypography(pages: readonly (readonly PdfLine[])[]): PdfTypography {
  const charactersOfSize = new Map<number, number>();
  const distancesOfSize = new Map<number, number[]>();
  for (const lines of pages) {
    lines.forEach((line, index) => {
      const key = roundSize(line.size);
      charactersOfSize.set(key, (charactersOfSize.get(key) ?? 0) + line.text.length);
      const next = lines[index + 1];
      const distance = next ? line.y - next.y : 0;
      if (next && roundSize(next.size) === key && distance > 0.8 * key && distance < 2.6 * key) {
        const distances = distancesOfSize.get(key);
        if (distances) distances.push(distance);
        else distancesOfSize.set(key, [distance]);
      }
    });
  }
  const [bodySize] = [...charactersOfSize].reduce((best, entry) => (entry[1] > best[1] ? entry : best), [10, 0]);
  const leadings = new Map([...distancesOfSize].map(([size, distances]) => [size, commonDistance(distances)]));
  return { bodySize, leading: (size) => leadings.get(roundSize(size)) ?? 1.2 * size };
}

/** The lower quartile: distances inside paragraphs are many and small, those between paragraphs few and large. */
function commonDistance(distances: readonly number[]): number {
  const sorted = [...distances].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 4)] as number;
}

function roundSize(size: number): number {
  return Math.round(size * 2) / 2;
}
