import { parseArguments } from '../arguments/parse-arguments.js';
import type { CommandDeps } from '../command-deps.js';
import { CommandError } from '../command-error.js';
import { ExitCode } from '../exit-code.js';
import { CommandOutput } from '../terminal/command-output.js';
import { DEAD_LETTERS_USAGE } from './dead-letters-usage.js';
import { SERVICE_OPTIONS } from '../events/log-options.js';
import { checkedIds, find, operator, withLetters } from './letter-options.js';

const OPTIONS = { ...SERVICE_OPTIONS, note: { type: 'string' } } as const;
const MAX_NOTE = 1000;

/** `dead-letters discard ID...`: gives some up for good. */
export async function discardCommand(args: readonly string[], deps: CommandDeps): Promise<ExitCode> {
  const { values, positionals } = parseArguments(args, OPTIONS, DEAD_LETTERS_USAGE.discard);
  const ids = checkedIds(positionals);
  if (ids.length === 0)
    throw CommandError.badInput('Name the dead letters, by their ids.', [DEAD_LETTERS_USAGE.discard]);
  const note = values.note?.trim() ?? '';
  if (note === '' || note.length > MAX_NOTE) {
    throw CommandError.badInput(`Say why with --note, in up to ${MAX_NOTE} characters.`, [DEAD_LETTERS_USAGE.discard]);
  }
  const output = new CommandOutput(deps.stdout, deps.stderr, values.json === true);
  return withLetters(values, deps, async (services) => {
    const found = [];
    for (const id of ids) found.push(await find(services, id));
    const discarded = [];
    for (const { service, letters, letter } of found) {
      discarded.push({ service, ...(await letters.discard(letter.id, note, operator(deps))) });
      const next = letter.holdsKey ? `; what waits behind it goes on` : '';
      output.say(`${letter.id} of ${letter.subscription} is discarded${next}.`);
    }
    output.result(discarded);
    return ExitCode.ok;
  });
}
