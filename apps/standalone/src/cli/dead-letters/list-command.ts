import type { DeadLetter } from '@edda/messaging';
import { parseArguments } from '../arguments/parse-arguments.js';
import { integerOption } from '../arguments/integer-option.js';
import type { CommandDeps } from '../command-deps.js';
import { CommandError } from '../command-error.js';
import { ExitCode } from '../exit-code.js';
import { CommandOutput } from '../terminal/command-output.js';
import { DEAD_LETTERS_USAGE } from './dead-letters-usage.js';
import { SERVICE_OPTIONS } from '../events/log-options.js';
import { LETTER_FILTER_OPTIONS, letterFilterOf, withLetters } from './letter-options.js';
import { letterLine } from './letter-text.js';

const DEFAULT_LIMIT = 50;
const MOST = 10_000;
const STATUSES = ['dead', 'redriven', 'handled', 'discarded'] as const;
const OPTIONS = {
  ...SERVICE_OPTIONS,
  ...LETTER_FILTER_OPTIONS,
  status: { type: 'string' },
  limit: { type: 'string', short: 'n' },
} as const;

/** `dead-letters list`: what was given up, newest first. */
export async function listCommand(args: readonly string[], deps: CommandDeps): Promise<ExitCode> {
  const { values, positionals } = parseArguments(args, OPTIONS, DEAD_LETTERS_USAGE.list);
  if (positionals.length > 0) {
    throw CommandError.badInput(`list takes options only; got "${positionals[0]}".`, [DEAD_LETTERS_USAGE.list]);
  }
  const limit = values.limit === undefined ? DEFAULT_LIMIT : integerOption('limit', values.limit, 1, MOST);
  const status = statusOption(values.status ?? 'dead');
  const filter = { ...letterFilterOf(values), ...(status && { status }) };
  const output = new CommandOutput(deps.stdout, deps.stderr, values.json === true);
  return withLetters(values, deps, async (services) => {
    const found: { service: string; letter: DeadLetter }[] = [];
    for (const { service, letters } of services) {
      const newest = await letters.list(filter, { limit: limit + 1 });
      found.push(...newest.map((letter) => ({ service, letter })));
    }
    // Their ids are in the order of time, over all services.
    found.sort((left, right) => (left.letter.id < right.letter.id ? 1 : -1));
    const shown = found.slice(0, limit);
    output.result(shown.map(({ service, letter }) => ({ service, ...letter })));
    if (output.isJson) return ExitCode.ok;
    const columns = deps.isTTY ? (deps.stdout.columns ?? 80) : Number.POSITIVE_INFINITY;
    for (const { letter } of shown) output.say(letterLine(letter, columns));
    if (shown.length === 0) output.say(status === 'dead' ? 'There are no dead letters.' : 'Nothing fits.');
    if (found.length > limit) output.say(`There are more: raise -n above ${limit}, or narrow them down.`);
    return ExitCode.ok;
  });
}

function statusOption(value: string): (typeof STATUSES)[number] | undefined {
  const known = STATUSES.find((status) => status === value);
  if (known || value === 'any') return known;
  throw CommandError.badInput(`--status takes ${STATUSES.join(', ')} or any; got "${value}".`);
}
