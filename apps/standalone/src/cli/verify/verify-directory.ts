import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkReport } from './check-report.js';
import type { Mismatch } from './mismatch.js';
import { readReport, REPORT_FILE } from './read-report.js';
import type { Report } from './report.js';
import { textEvidence } from './text-evidence.js';

export interface Verification {
  /** Missing when `report.json` has not the shape of a report. */
  readonly report?: Report;
  readonly mismatches: readonly Mismatch[];
}

/**
 * Checks a folder written by the research command with nothing but what lies in it. Texts are read one at a time.
 * @throws the system error when the folder or its `report.json` cannot be read
 */
export async function verifyDirectory(directory: string): Promise<Verification> {
  const read = readReport(await readFile(join(directory, REPORT_FILE)));
  if ('mismatches' in read) {
    return read;
  }
  const { report } = read;
  return { report, mismatches: await checkReport(report, ({ contentId }) => textEvidence(directory, contentId)) };
}
