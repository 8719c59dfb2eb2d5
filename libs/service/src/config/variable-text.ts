import { readFileSync, statSync } from 'node:fs';
import { errorCode } from '../errors/is-error.js';
import type { Environment } from './load-config.js';

const MAX_FILE_BYTES = 64 * 1024;

/** What stands in a variable: its text, nothing when it is not set, or the sentence that says what is wrong. */
export interface VariableText {
  readonly text?: string;
  readonly problem?: string;
}

/**
 * The text of a variable: its own, or that of the file which the variable `<name>_FILE` names, as secrets are mounted
 * into containers. Space around it is cut; set to nothing counts as not set.
 */
export function variableText(name: string, env: Environment): VariableText {
  const own = env[name]?.trim() ?? '';
  const path = env[`${name}_FILE`]?.trim() ?? '';
  if (path === '') return own === '' ? {} : { text: own };
  if (own !== '') return { problem: `${name} and ${name}_FILE are both set: keep one of them.` };
  const problem = (reason: string): VariableText => ({
    problem: `${name}_FILE is "${path}": expected the path of a file with the value of ${name}, but ${reason}.`,
  });
  try {
    const found = statSync(path);
    if (!found.isFile()) return problem('it is no file');
    if (found.size > MAX_FILE_BYTES) return problem(`it has ${found.size} bytes, more than ${MAX_FILE_BYTES}`);
    const text = readFileSync(path, 'utf8').trim();
    // Whoever mounts a secret means to set it: an empty one must not open what it should close.
    return text === '' ? problem('it is empty') : { text };
  } catch (error) {
    return problem(`it cannot be read (${errorCode(error)})`);
  }
}
