import { listed } from '../report/describe-report.js';
import type { CollectedSource } from '../sources/collected-sources.js';

/** A line for each source that cannot be read, the first few of many. */
export function describeUnavailable(sources: readonly CollectedSource[]): string[] {
  return listed(
    'cannot be read',
    sources.filter((found) => found.kind === 'unavailable'),
  );
}
