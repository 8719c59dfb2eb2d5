import { ALL_TOPICS } from '@edda/event-schemas';
import { applyTopics, type PlannedTopic } from '@edda/messaging';
import { parseArguments } from '../arguments/parse-arguments.js';
import type { CommandDeps } from '../command-deps.js';
import { ExitCode } from '../exit-code.js';
import { CommandOutput } from '../terminal/command-output.js';
import { BROKER_OPTIONS, refuseWords, withMessaging } from './broker-options.js';
import { partitionAdvice } from './topic-table.js';
import { TOPICS_USAGE } from './topics-usage.js';

/** `topics apply`: creates what is missing, and sets how long records are kept. */
export async function applyCommand(args: readonly string[], deps: CommandDeps): Promise<ExitCode> {
  const { values, positionals } = parseArguments(args, BROKER_OPTIONS, TOPICS_USAGE.apply);
  refuseWords('apply', positionals, TOPICS_USAGE.apply);
  const output = new CommandOutput(deps.stdout, deps.stderr, values.json === true);
  return withMessaging(values, deps, async ({ broker, where }) => {
    const before = await applyTopics(broker, ALL_TOPICS);
    const named = (wanted: PlannedTopic['standing']): string[] =>
      before.filter(({ standing }) => standing === wanted).map(({ declared }) => declared.name);
    const [created, configured, drifted] = [named('missing'), named('retention'), named('partitions')];
    output.result({ broker: where, created, configured, drifted });
    if (!output.isJson) {
      if (created.length > 0) output.say(`Created at ${where}: ${created.join(', ')}.`);
      if (configured.length > 0) output.say(`Kept from now on for as long as declared: ${configured.join(', ')}.`);
      if (created.length + configured.length === 0) output.say(`Nothing had to be changed at ${where}.`);
      const advice = partitionAdvice(before);
      if (advice) output.warn(advice);
    }
    return drifted.length === 0 ? ExitCode.ok : ExitCode.failed;
  });
}
