import { ALL_TOPICS } from '@edda/event-schemas';
import { planTopics } from '@edda/messaging';
import { parseArguments } from '../arguments/parse-arguments.js';
import type { CommandDeps } from '../command-deps.js';
import { ExitCode } from '../exit-code.js';
import { CommandOutput } from '../terminal/command-output.js';
import { BROKER_OPTIONS, refuseWords, withMessaging } from './broker-options.js';
import { partitionAdvice, topicJson, topicTable } from './topic-table.js';
import { TOPICS_USAGE } from './topics-usage.js';

/** `topics diff`: what is declared beside what the broker has; fails when they differ. */
export async function diffCommand(args: readonly string[], deps: CommandDeps): Promise<ExitCode> {
  const { values, positionals } = parseArguments(args, BROKER_OPTIONS, TOPICS_USAGE.diff);
  refuseWords('diff', positionals, TOPICS_USAGE.diff);
  const output = new CommandOutput(deps.stdout, deps.stderr, values.json === true);
  return withMessaging(values, deps, async ({ broker, where }) => {
    const plan = await planTopics(broker, ALL_TOPICS);
    const isSame = plan.every(({ standing }) => standing === 'present');
    output.result({ broker: where, topics: plan.map(topicJson) });
    if (!output.isJson) {
      output.say(`Topics at ${where}:`);
      for (const line of topicTable(plan)) output.say(line);
      const advice = partitionAdvice(plan);
      if (advice) output.say(advice);
      const mended = plan.some(({ standing }) => standing === 'missing' || standing === 'retention');
      if (mended) output.say('Run "npm run topics -- apply" to create what is missing and to set how long it is kept.');
    }
    return isSame ? ExitCode.ok : ExitCode.failed;
  });
}
