import { ALL_TOPICS } from '@edda/event-schemas';
import { parseArguments } from '../arguments/parse-arguments.js';
import type { CommandDeps } from '../command-deps.js';
import { CommandError } from '../command-error.js';
import { ExitCode } from '../exit-code.js';
import { CommandOutput } from '../terminal/command-output.js';
import { BROKER_OPTIONS, refuseWords, requiredGroup, withMessaging } from './broker-options.js';
import { TOPICS_USAGE } from './topics-usage.js';

const OPTIONS = { ...BROKER_OPTIONS, group: { type: 'string' }, to: { type: 'string' } } as const;
const NAMES = ALL_TOPICS.map(({ name }) => name);

/** `topics reset`: lets a group go on with the oldest records kept, or behind the newest. */
export async function resetCommand(args: readonly string[], deps: CommandDeps): Promise<ExitCode> {
  const { values, positionals } = parseArguments(args, OPTIONS, TOPICS_USAGE.reset);
  refuseWords('reset', positionals, TOPICS_USAGE.reset);
  const group = requiredGroup(values.group, TOPICS_USAGE.reset);
  const { to } = values;
  if (to !== 'earliest' && to !== 'latest') {
    throw CommandError.badInput(`--to takes earliest or latest; got ${to === undefined ? 'nothing' : `"${to}"`}.`, [
      TOPICS_USAGE.reset,
    ]);
  }
  const output = new CommandOutput(deps.stdout, deps.stderr, values.json === true);
  return withMessaging(values, deps, async ({ broker }) => {
    const topics = await broker.groupTopics(group, NAMES);
    await broker.moveGroup(group, topics.length > 0 ? topics : NAMES, to);
    output.result({ group, topics, to });
    const where = to === 'earliest' ? 'with the oldest records kept' : 'behind what is stored now';
    if (!output.isJson) output.say(`Group ${group} goes on ${where} in ${topics.join(', ')}.`);
    return ExitCode.ok;
  });
}
