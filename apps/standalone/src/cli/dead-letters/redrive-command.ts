import { EddaError } from '@edda/kernel';
import type { DeadLetterFilter } from '@edda/messaging';
import { parseArguments } from '../arguments/parse-arguments.js';
import type { CommandDeps } from '../command-deps.js';
import { CommandError } from '../command-error.js';
import { ExitCode } from '../exit-code.js';
import { CommandOutput } from '../terminal/command-output.js';
import { plural } from '../terminal/plural.js';
import { DEAD_LETTERS_USAGE } from './dead-letters-usage.js';
import { SERVICE_OPTIONS } from '../events/log-options.js';
import {
  checkedIds,
  find,
  LETTER_FILTER_OPTIONS,
  letterFilterOf,
  operator,
  withLetters,
  type ServiceLetters,
} from './letter-options.js';

const OPTIONS = { ...SERVICE_OPTIONS, ...LETTER_FILTER_OPTIONS } as const;
/** Most that one statement hands back. */
const AT_ONCE = 1000;

interface Outcome {
  redriven: { service: string; id: string }[];
  refused: { service: string; id: string; code: string; detail: string }[];
}

/** `dead-letters redrive`: hands some back to their handlers, or all that fit a filter. */
export async function redriveCommand(args: readonly string[], deps: CommandDeps): Promise<ExitCode> {
  const { values, positionals } = parseArguments(args, OPTIONS, DEAD_LETTERS_USAGE.redrive);
  const ids = checkedIds(positionals);
  const filter = letterFilterOf(values);
  if (ids.length > 0 === Object.keys(filter).length > 0) {
    throw CommandError.badInput('Name dead letters by their ids, or give a filter.', [DEAD_LETTERS_USAGE.redrive]);
  }
  const output = new CommandOutput(deps.stdout, deps.stderr, values.json === true);
  return withLetters(values, deps, async (services) => {
    const outcome =
      ids.length > 0
        ? await redriveEach(services, ids, operator(deps))
        : await redriveAll(services, filter, operator(deps), deps.signal);
    output.result(outcome);
    for (const { service, id, code, detail } of outcome.refused)
      output.warn(`${service} ${id} refused: ${detail} (${code})`);
    output.say(
      outcome.redriven.length === 0
        ? 'Nothing is handed back.'
        : `${plural(outcome.redriven.length, 'dead letter')} handed back: tried within seconds while the service runs, else when it starts.`,
    );
    return outcome.refused.length > 0 ? ExitCode.failed : ExitCode.ok;
  });
}

async function redriveEach(
  services: readonly ServiceLetters[],
  ids: readonly string[],
  by: string | null,
): Promise<Outcome> {
  const outcome: Outcome = { redriven: [], refused: [] };
  const found = [];
  for (const id of ids) found.push({ id, ...(await find(services, id)) });
  for (const { id, service, letters } of found) {
    try {
      await letters.redrive(id, by);
      outcome.redriven.push({ service, id });
    } catch (error) {
      if (!(error instanceof EddaError) || error.kind !== 'conflict') throw error;
      outcome.refused.push({ service, id, code: error.code, detail: error.message });
    }
  }
  return outcome;
}

async function redriveAll(
  services: readonly ServiceLetters[],
  filter: DeadLetterFilter,
  by: string | null,
  signal: AbortSignal,
): Promise<Outcome> {
  const outcome: Outcome = { redriven: [], refused: [] };
  // What dies again while this runs is left for the next time.
  const until = filter.until ?? new Date();
  for (const { service, letters } of services) {
    const refused = new Set<string>();
    for (let more = true; more && !signal.aborted;) {
      const round = await letters.redriveAll({ ...filter, until }, by, AT_ONCE);
      outcome.redriven.push(...round.redriven.map((id) => ({ service, id })));
      const fresh = round.refused.filter(({ id }) => !refused.has(id));
      for (const refusal of fresh) {
        refused.add(refusal.id);
        outcome.refused.push({ service, ...refusal });
      }
      // Those that are refused stay at the head: once they fill a whole round nothing behind them is reached.
      more = round.redriven.length + round.refused.length >= AT_ONCE && round.redriven.length > 0;
    }
  }
  return outcome;
}
