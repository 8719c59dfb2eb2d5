import { resolve } from 'node:path';
import type { CommandDeps } from '../command-deps.js';
import { CommandError } from '../command-error.js';

/** The data folder as an absolute path: what --data names, else what `EDDA_DATA` names, else `.edda` in the current folder. */
export function dataDirectory({ cwd, env }: Pick<CommandDeps, 'cwd' | 'env'>, given: string | undefined): string {
  if (given?.trim() === '') {
    throw CommandError.badInput('--data takes a folder; got an empty name.');
  }
  return resolve(cwd, given ?? (env['EDDA_DATA'] || '.edda'));
}
