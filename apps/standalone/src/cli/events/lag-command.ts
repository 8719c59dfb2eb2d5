import { listSubscriptions, poolClient } from '@edda/event-store';
import { parseArguments } from '../arguments/parse-arguments.js';
import type { CommandDeps } from '../command-deps.js';
import { CommandError } from '../command-error.js';
import { ExitCode } from '../exit-code.js';
import { CommandOutput } from '../terminal/command-output.js';
import { plural } from '../terminal/plural.js';
import { EVENTS_USAGE } from './events-usage.js';
import { LOG_OPTIONS, withLogs } from './log-options.js';

/** `events lag`: how far each subscription is behind. */
export async function lagCommand(args: readonly string[], deps: CommandDeps): Promise<ExitCode> {
  const { values, positionals } = parseArguments(args, LOG_OPTIONS, EVENTS_USAGE.lag);
  if (positionals.length > 0) {
    throw CommandError.badInput(`lag takes options only; got "${positionals[0]}".`, [EVENTS_USAGE.lag]);
  }
  const output = new CommandOutput(deps.stdout, deps.stderr, values.json === true);
  return withLogs(values, deps, async (logs) => {
    const found = [];
    for (const { service, store } of logs) {
      for (const overview of await listSubscriptions(poolClient(store.dataSource)))
        found.push({ service, ...overview });
    }
    output.result(found);
    if (output.isJson) return ExitCode.ok;
    for (const { service, name, position, positionsBehind, millisecondsBehind, shards, owned } of found) {
      const behind =
        positionsBehind === 0
          ? 'up to date'
          : `${plural(positionsBehind, 'position')} behind, the next event is ${duration(millisecondsBehind)} old`;
      const run = owned === 0 ? 'nobody runs it' : owned < shards ? `${owned} of ${shards} shards run` : 'running';
      output.say(`${service}  ${name}  at ${position}, ${behind}; ${run}`);
    }
    if (found.length === 0) output.say('No subscription has a checkpoint.');
    return ExitCode.ok;
  });
}

function duration(milliseconds: number): string {
  if (milliseconds < 1000) return `${milliseconds} ms`;
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 120
    ? `${seconds} s`
    : seconds < 7200
      ? `${Math.round(seconds / 60)} min`
      : `${Math.round(seconds / 3600)} h`;
}
