import { parseArguments } from '../arguments/parse-arguments.js';
import type { CommandDeps } from '../command-deps.js';
import { ExitCode } from '../exit-code.js';
import { CommandOutput } from '../terminal/command-output.js';
import { DEAD_LETTERS_USAGE } from './dead-letters-usage.js';
import { SERVICE_OPTIONS } from '../events/log-options.js';
import { find, withLetters } from './letter-options.js';
import { letterLines } from './letter-text.js';
import { oneId } from './one-id.js';

/** `dead-letters show ID`: everything that is known of one. */
export async function showCommand(args: readonly string[], deps: CommandDeps): Promise<ExitCode> {
  const { values, positionals } = parseArguments(args, SERVICE_OPTIONS, DEAD_LETTERS_USAGE.show);
  const id = oneId(positionals, DEAD_LETTERS_USAGE.show);
  const output = new CommandOutput(deps.stdout, deps.stderr, values.json === true);
  return withLetters(values, deps, async (services) => {
    const { service, letter } = await find(services, id);
    output.result({ service, ...letter });
    if (!output.isJson) letterLines(service, letter).forEach((line) => output.say(line));
    return ExitCode.ok;
  });
}
