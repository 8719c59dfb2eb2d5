import { constants } from 'node:fs';
import { access, readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CommandError } from '../command-error.js';
import { printable } from '../terminal/printable.js';
import { reasonOf, systemCodeOf } from '../terminal/reason-of.js';
import { readReport, REPORT_FILE } from '../verify/read-report.js';

/** Where a report is put together before it takes its place; also tells whose half-written folder this is after a kill. */
export function stagingName(workflowId: string): string {
  return `.edda-${workflowId}`;
}

/**
 * Refuses, before a run is started or taken up, a folder that its report must not or cannot be written to.
 * @param workflowId the run, whose own earlier report may be replaced; `null` for one that does not exist yet
 * @throws CommandError with exit code 2
 */
export async function checkOutDirectory(directory: string, workflowId: string | null): Promise<void> {
  const shown = printable(directory);
  let entries: string[];
  try {
    entries = await readdir(directory);
  } catch (error) {
    if (systemCodeOf(error) !== 'ENOENT') {
      const why = systemCodeOf(error) === 'ENOTDIR' ? 'it is no folder' : reasonOf(error);
      throw CommandError.badInput(`Cannot write the report to ${shown}: ${why}. Name another folder with --out.`);
    }
    await checkWritable(await nearestFolder(dirname(directory)), shown);
    return;
  }
  await checkWritable(directory, shown);
  if (entries.length > 0 && !(workflowId !== null && (await belongsTo(workflowId, directory, entries)))) {
    throw CommandError.badInput(
      `Cannot write the report to ${shown}: it holds something else. Name an empty or a new folder with --out.`,
    );
  }
}

async function checkWritable(folder: string, shown: string): Promise<void> {
  try {
    if (!(await stat(folder)).isDirectory()) {
      throw new Error(`${printable(folder)} is no folder`);
    }
    await access(folder, constants.W_OK);
  } catch (error) {
    throw CommandError.badInput(
      `Cannot write the report to ${shown}: ${reasonOf(error)}. Name another folder with --out.`,
    );
  }
}

async function nearestFolder(path: string): Promise<string> {
  const exists = await stat(path).then(
    () => true,
    (error: unknown) => systemCodeOf(error) !== 'ENOENT',
  );
  return exists || dirname(path) === path ? path : nearestFolder(dirname(path));
}

async function belongsTo(workflowId: string, directory: string, entries: readonly string[]): Promise<boolean> {
  if (entries.includes(stagingName(workflowId))) {
    return true;
  }
  const bytes = await readFile(join(directory, REPORT_FILE)).catch(() => undefined);
  const read = bytes === undefined ? undefined : readReport(bytes);
  return read !== undefined && 'report' in read && read.report.workflowId === workflowId;
}
