import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ReportFormat, ResearchApi } from '../api/research-api.js';
import { mismatch } from '../verify/mismatch.js';
import { readReport, REPORT_FILE } from '../verify/read-report.js';
import { hasText, type Report } from '../verify/report.js';
import { textFile } from '../verify/text-evidence.js';
import { verifyDirectory } from '../verify/verify-directory.js';
import { forEachAtOnce } from './for-each-at-once.js';
import { stagingName } from './out-directory.js';
import { ReportMismatchError } from './report-mismatch-error.js';

const AT_ONCE = 4;

/** Besides `report.json`, which goes last into a folder that exists: with it the report is complete. */
const OTHER_FORMATS: readonly (readonly [string, ReportFormat])[] = [
  ['report.md', 'text/markdown'],
  ['report.html', 'text/html'],
];

/**
 * Fetches the report of a completed run with its texts, checks it as `verify` does and puts it into `directory`. It is
 * put together beside its place (inside it, where the folder exists) and moved there only when everything holds.
 * @throws ReportMismatchError when something does not match; nothing is changed in `directory` then
 */
export async function writeReport(api: ResearchApi, workflowId: string, directory: string): Promise<Report> {
  const exists = await stat(directory).then(
    () => true,
    () => false,
  );
  const staging = join(exists ? directory : dirname(directory), stagingName(workflowId));
  await rm(staging, { recursive: true, force: true });
  try {
    await mkdir(join(staging, 'texts'), { recursive: true });
    const report = await fetchInto(api, workflowId, staging);
    await (exists ? moveFiles(staging, directory, report) : rename(staging, directory));
    return report;
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

async function fetchInto(api: ResearchApi, workflowId: string, staging: string): Promise<Report> {
  const bytes = await api.report(workflowId, 'application/json');
  const read = readReport(bytes);
  if ('mismatches' in read) {
    throw new ReportMismatchError(read.mismatches);
  }
  if (read.report.workflowId !== workflowId) {
    const values = { expected: workflowId, found: read.report.workflowId };
    throw new ReportMismatchError([mismatch(REPORT_FILE, 'is the report of another run', values)]);
  }
  await writeFile(join(staging, REPORT_FILE), bytes);
  for (const [name, format] of OTHER_FORMATS) {
    await writeFile(join(staging, name), await api.report(workflowId, format));
  }
  await forEachAtOnce(AT_ONCE, read.report.sources.filter(hasText), async ({ contentId }) => {
    await writeFile(join(staging, textFile(contentId)), await api.text(contentId));
  });
  const { mismatches } = await verifyDirectory(staging);
  if (mismatches.length > 0) {
    throw new ReportMismatchError(mismatches);
  }
  return read.report;
}

async function moveFiles(staging: string, directory: string, report: Report): Promise<void> {
  await mkdir(join(directory, 'texts'), { recursive: true });
  const names = [
    ...report.sources.filter(hasText).map(({ contentId }) => textFile(contentId)),
    ...OTHER_FORMATS.map(([name]) => name),
    REPORT_FILE,
  ];
  for (const name of names) {
    await rename(join(staging, name), join(directory, name));
  }
}
