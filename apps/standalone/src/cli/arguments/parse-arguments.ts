import { parseArgs, type ParseArgsConfig } from 'node:util';
import { CommandError } from '../command-error.js';
import { reasonOf } from '../terminal/reason-of.js';

type Options = NonNullable<ParseArgsConfig['options']>;

interface Config<T extends Options> {
  readonly args: string[];
  readonly options: T;
  readonly strict: true;
  readonly allowPositionals: true;
}

/**
 * `parseArgs` whose refusals are {@link CommandError}s with exit code 2 that end with `usageLine`.
 * @throws CommandError for an unknown option, or a value missing or too much
 */
export function parseArguments<const T extends Options>(
  args: readonly string[],
  options: T,
  usageLine: string,
): ReturnType<typeof parseArgs<Config<T>>> {
  try {
    return parseArgs<Config<T>>({ args: [...args], options, strict: true, allowPositionals: true });
  } catch (error) {
    // Node goes on to explain how to write a positional that starts with a dash; the first sentence says what is wrong.
    const [sentence = ''] = reasonOf(error).split('. ');
    throw CommandError.badInput(sentence, [usageLine]);
  }
}
