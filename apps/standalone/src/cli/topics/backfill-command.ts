import { SYSTEM_TOPIC, TOPICS, type Context } from '@edda/event-schemas';
import { backfill, BACKFILL_RATE, topicsToBackfill, type BackfillProgress } from '@edda/messaging';
import { integerOption } from '../arguments/integer-option.js';
import { parseArguments } from '../arguments/parse-arguments.js';
import type { CommandDeps } from '../command-deps.js';
import { CommandError } from '../command-error.js';
import { ExitCode } from '../exit-code.js';
import { CommandOutput } from '../terminal/command-output.js';
import { plural } from '../terminal/plural.js';
import { reasonOf } from '../terminal/reason-of.js';
import { backfillRange, refuseSharedPositions } from './backfill-range.js';
import { showBackfill } from './backfill-progress.js';
import { BROKER_OPTIONS, refuseWords, requiredGroup, withMessaging } from './broker-options.js';
import { TOPICS_USAGE } from './topics-usage.js';

const OPTIONS = {
  ...BROKER_OPTIONS,
  group: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  service: { type: 'string', multiple: true },
  rate: { type: 'string' },
  reset: { type: 'boolean' },
} as const;
const CONTEXTS = Object.keys(TOPICS) as Context[];

/** `topics backfill`: sends events again from the logs of the services to one group. */
export async function backfillCommand(args: readonly string[], deps: CommandDeps): Promise<ExitCode> {
  const { values, positionals } = parseArguments(args, OPTIONS, TOPICS_USAGE.backfill);
  refuseWords('backfill', positionals, TOPICS_USAGE.backfill);
  const group = requiredGroup(values.group, TOPICS_USAGE.backfill);
  const range = backfillRange(values.from, values.to);
  const rate = values.rate === undefined ? BACKFILL_RATE : integerOption('rate', values.rate, 1, 1_000_000);
  const output = new CommandOutput(deps.stdout, deps.stderr, values.json === true);
  return withMessaging(values, deps, async ({ broker, logs }) => {
    const topics = await topicsToBackfill(broker, group);
    const services = sendersOf(topics, values.service);
    refuseSharedPositions(range, services);
    const sending = await logs(services);
    if (values.reset) await broker.moveGroup(group, topics, 'latest');
    const done: BackfillProgress[] = [];
    for (const log of sending) {
      const bar = showBackfill(deps, log.service);
      try {
        const options = { broker, group, ...range, rate, signal: deps.signal };
        const onError = (error: unknown): void => output.warn(`${log.service}: ${reasonOf(error)} It is tried again.`);
        done.push(await backfill(log, { ...options, onError, onProgress: (progress) => bar.update(progress) }));
      } finally {
        bar.end();
      }
      if (deps.signal.aborted) break;
    }
    output.result({ group, topics, logs: done });
    for (const progress of output.isJson ? [] : done) tell(output, group, progress);
    if (deps.signal.aborted) return interrupted(output, group, done.at(-1));
    return done.every(({ refused }) => refused === 0) ? ExitCode.ok : ExitCode.failed;
  });
}

/** The services whose events go to these topics. */
function sendersOf(topics: readonly string[], wanted: readonly string[] | undefined): string[] {
  const unknown = wanted?.find((name) => !CONTEXTS.some((context) => context === name));
  if (unknown !== undefined) {
    throw CommandError.badInput(`There is no service "${unknown}" that sends events; one of ${CONTEXTS.join(', ')}.`);
  }
  const senders = topics.includes(SYSTEM_TOPIC.name)
    ? CONTEXTS
    : CONTEXTS.filter((context) => topics.includes(TOPICS[context].event.name));
  const services = senders.filter((context) => wanted === undefined || wanted.includes(context));
  if (services.length > 0) return services;
  throw CommandError.badInput(`The group reads ${topics.join(', ')}, to which ${wanted?.join(', ')} sends nothing.`);
}

function tell(
  output: CommandOutput,
  group: string,
  { service, sent, refused, from, position }: BackfillProgress,
): void {
  output.say(`${service}: ${plural(sent, 'record')} sent to ${group}, positions ${from} to ${position}.`);
  if (refused === 0) return;
  output.warn(
    `${service}: ${plural(refused, 'event')} not sent, because the broker refuses them or one before them in their stream.`,
  );
}

function interrupted(output: CommandOutput, group: string, last: BackfillProgress | undefined): ExitCode {
  if (last) {
    output.warn(
      `Stopped. Go on with: npm run topics -- backfill --group ${group} --service ${last.service} --from ${last.position + 1}`,
    );
  }
  return ExitCode.interrupted;
}
