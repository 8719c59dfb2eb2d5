import { resolve } from 'node:path';
import { CommandError } from '../command-error.js';

/** The data folder as an absolute path; `.edda` in the current folder unless one was named. */
export function dataDirectory(cwd: string, given: string | undefined): string {
  if (given?.trim() === '') {
    throw CommandError.badInput('--data takes a folder; got an empty name.');
  }
  return resolve(cwd, given ?? '.edda');
}
