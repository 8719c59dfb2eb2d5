import type { CollectedSource } from '../sources/collected-sources.js';
import type { RunRecord } from '../runs/run-record.js';

/** What is answered when the bytes of a source are asked for: the file, or why there is none. */
export type Delivery = { readonly path: string } | { readonly unavailable: string };

/** The answers by source. */
export type Deliveries = ReadonlyMap<string, Delivery>;

export function deliveriesOf(record: Pick<RunRecord, 'files' | 'unavailable'>): Deliveries {
  return new Map<string, Delivery>([
    ...record.files.map(({ source, path }) => [source, { path }] as const),
    ...record.unavailable.map(({ source, reason }) => [source, { unavailable: reason }] as const),
  ]);
}

/** The part of a record that says what stands behind the sources. */
export function recordedSources(sources: readonly CollectedSource[]): Pick<RunRecord, 'files' | 'unavailable'> {
  return {
    files: sources.filter((found) => found.kind === 'file').map(({ source, path }) => ({ source, path })),
    unavailable: sources
      .filter((found) => found.kind === 'unavailable')
      .map(({ source, reason }) => ({ source, reason })),
  };
}
