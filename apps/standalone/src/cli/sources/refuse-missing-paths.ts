import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CommandError } from '../command-error.js';
import { printable } from '../terminal/printable.js';
import { systemCodeOf } from '../terminal/reason-of.js';
import { sourceUrl } from './source-url.js';

const NOWHERE = new Set(['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG']);

/** @throws CommandError naming every path that leads to nothing */
export async function refuseMissingPaths(names: readonly string[], cwd: string): Promise<void> {
  if (names.some((name) => name.trim() === '')) {
    throw CommandError.badInput('A source has an empty name.');
  }
  const missing: string[] = [];
  for (const name of names.filter((candidate) => sourceUrl(candidate) === undefined)) {
    const code = await stat(resolve(cwd, name)).then(() => undefined, systemCodeOf);
    if (code !== undefined && NOWHERE.has(code)) {
      missing.push(`"${printable(name)}"`);
    }
  }
  if (missing.length > 0) {
    throw CommandError.badInput(
      `There is no ${missing.join(', ')} in ${printable(cwd)}. A source is a file, a folder or an http(s) address.`,
    );
  }
}
