import { AggregateRepository, describeProgress, type Moment } from '@edda/event-store';
import { withContext } from '@edda/kernel';
import { parseArguments } from '../arguments/parse-arguments.js';
import type { CommandDeps } from '../command-deps.js';
import { CommandError } from '../command-error.js';
import { ExitCode } from '../exit-code.js';
import { CommandOutput } from '../terminal/command-output.js';
import { EVENTS_USAGE } from './events-usage.js';
import { countOption, LOG_OPTIONS, timeOption, withLogs } from './log-options.js';
import type { ServiceLog } from './service-log.js';

const DEFAULT_TENANT = 'default';
const OPTIONS = {
  ...LOG_OPTIONS,
  aggregate: { type: 'string' },
  at: { type: 'string' },
  time: { type: 'string' },
  projection: { type: 'string' },
} as const;

/** `events replay`: the state of an aggregate at some point, or a read model built anew. */
export async function replayCommand(args: readonly string[], deps: CommandDeps): Promise<ExitCode> {
  const { values, positionals } = parseArguments(args, OPTIONS, EVENTS_USAGE.replay);
  const { aggregate, projection, at, time } = values;
  if (positionals.length > 0 || (aggregate === undefined) === (projection === undefined)) {
    throw CommandError.badInput('Name an --aggregate or a --projection.', [EVENTS_USAGE.replay]);
  }
  if (at !== undefined && time !== undefined) throw CommandError.badInput('Give --at or --time, not both.');
  const moment: Moment | null =
    at !== undefined
      ? { version: countOption('at', at) }
      : time !== undefined
        ? { time: timeOption('time', time) }
        : null;
  const output = new CommandOutput(deps.stdout, deps.stderr, values.json === true);
  return withLogs(values, deps, async (logs) => {
    if (projection !== undefined) return rebuild(logs, projection, output, deps.signal);
    const tenantId = values.tenant ?? DEFAULT_TENANT;
    return withContext({ tenantId }, () => show(logs, aggregate ?? '', tenantId, moment, output));
  });
}

async function show(
  logs: readonly ServiceLog[],
  streamId: string,
  tenantId: string,
  moment: Moment | null,
  output: CommandOutput,
): Promise<ExitCode> {
  for (const { service, store, aggregates } of logs) {
    const state = await store.streamState({ tenantId, streamId });
    const type = aggregates.find(({ category }) => streamId.startsWith(`${category}-`));
    if (!state || !type) continue;
    const repository = new AggregateRepository(type, store.unitOfWork);
    const id = streamId.slice(type.category.length + 1);
    const { aggregate, version } = moment ? await repository.at(id, moment) : await repository.load(id);
    output.result({ service, streamId, version, state: aggregate.state });
    if (output.isJson) return ExitCode.ok;
    output.say(`${streamId} of ${service}, version ${version} of ${state.version}:`);
    output.stdout.write(`${JSON.stringify(aggregate.state, null, 2)}\n`);
    return ExitCode.ok;
  }
  const categories = logs.flatMap(({ aggregates }) => aggregates.map(({ category }) => category));
  throw CommandError.badInput(
    `No log has an aggregate "${streamId}" of the tenant "${tenantId}": its stream begins with ${categories.join('-, ')}-.`,
  );
}

async function rebuild(
  logs: readonly ServiceLog[],
  name: string,
  output: CommandOutput,
  signal: AbortSignal,
): Promise<ExitCode> {
  const log = logs.find(({ projections }) => projections.some((projection) => projection.name === name));
  if (!log) {
    const names = logs.flatMap(({ projections }) => projections.map((projection) => projection.name));
    throw CommandError.badInput(`There is no projection "${name}"; one of ${names.join(', ')}.`);
  }
  const run = log.store.projections.rebuild(name, { signal });
  for await (const progress of run) output.lines.write(`${describeProgress(progress)}\n`);
  const { handled } = await run;
  output.result({ service: log.service, projection: name, handled });
  output.say(`${name} of ${log.service} is built anew from ${handled} events.`);
  return ExitCode.ok;
}
