import { moveRecords, subscriptionGroups, type MoveProgress } from '@edda/messaging';
import { poolClient } from '@edda/event-store';
import { dataDirectory } from '../arguments/data-directory.js';
import { parseArguments } from '../arguments/parse-arguments.js';
import type { CommandDeps } from '../command-deps.js';
import { CommandError } from '../command-error.js';
import { ExitCode } from '../exit-code.js';
import { CommandOutput } from '../terminal/command-output.js';
import { plural } from '../terminal/plural.js';
import { refuseWords, withMessaging } from './broker-options.js';
import type { MessagingTools } from './messaging-tools.js';
import { TOPICS_USAGE } from './topics-usage.js';

const OPTIONS = {
  data: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  group: { type: 'string', multiple: true },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;
const LINE_EVERY_MS = 5_000;

/** `topics move`: copies what groups have not finished to another broker. */
export async function moveCommand(args: readonly string[], deps: CommandDeps): Promise<ExitCode> {
  const { values, positionals } = parseArguments(args, OPTIONS, TOPICS_USAGE.move);
  refuseWords('move', positionals, TOPICS_USAGE.move);
  const { from, to } = values;
  if (!to?.trim()) throw CommandError.badInput('Name the new broker with --to URL.', [TOPICS_USAGE.move]);
  const output = new CommandOutput(deps.stdout, deps.stderr, values.json === true);
  return withMessaging({ data: values.data, broker: from }, deps, async (old) => {
    const next = await deps.openMessaging({ dataDirectory: dataDirectory(deps, values.data), brokerUrl: to });
    try {
      if (next.where === old.where) {
        throw CommandError.badInput(`Both brokers are ${old.where}: name the old one with --from URL.`, [
          TOPICS_USAGE.move,
        ]);
      }
      const groups = values.group ?? (await groupsOfAll(old));
      const onProgress = progressLines(deps);
      const moved = await moveRecords({ from: old.broker, to: next.broker, groups, signal: deps.signal, onProgress });
      output.result({ from: old.where, to: next.where, groups: moved });
      if (!output.isJson) tell(output, moved, next.where);
      if (!deps.signal.aborted) return ExitCode.ok;
      output.warn('Stopped. Run the same command again to go on.');
      return ExitCode.interrupted;
    } finally {
      await next.close();
    }
  });
}

/** The groups of all subscriptions that the services have had. */
async function groupsOfAll(tools: MessagingTools): Promise<string[]> {
  const groups: string[] = [];
  for (const { store } of await tools.logs([]))
    groups.push(...(await subscriptionGroups(poolClient(store.dataSource))));
  return groups;
}

/** Says of each group how far it is, from time to time. */
function progressLines({ stderr }: Pick<CommandDeps, 'stderr'>): (progress: MoveProgress) => void {
  const toldAt = new Map<string, number>();
  return ({ group, moved, left }) => {
    const now = performance.now();
    const last = toldAt.get(group);
    if (last === undefined) toldAt.set(group, now);
    if (last === undefined || now - last < LINE_EVERY_MS) return;
    toldAt.set(group, now);
    stderr.write(`${group}: ${plural(moved, 'record')} moved, ${left} left\n`);
  };
}

function tell(output: CommandOutput, groups: readonly MoveProgress[], where: string): void {
  const busy = groups.filter(({ moved }) => moved > 0);
  for (const { group, moved } of busy) output.say(`${group}: ${plural(moved, 'record')} moved.`);
  const idle = groups.length - busy.length;
  output.say(`${plural(groups.length, 'group')} can go on at ${where}; ${idle} had nothing left to do.`);
}
