import { parseArguments } from '../arguments/parse-arguments.js';
import type { CommandDeps } from '../command-deps.js';
import { CommandError } from '../command-error.js';
import { ExitCode } from '../exit-code.js';
import { EventWriter } from './event-writer.js';
import { EVENTS_USAGE } from './events-usage.js';
import { countOption, LOG_OPTIONS, withLogs } from './log-options.js';

const DEFAULT_TENANT = 'default';
const OPTIONS = {
  ...LOG_OPTIONS,
  from: { type: 'string' },
  to: { type: 'string' },
  limit: { type: 'string' },
  backward: { type: 'boolean' },
  archived: { type: 'boolean' },
} as const;

/** `events stream ID`: the events of one stream. */
export async function streamCommand(args: readonly string[], deps: CommandDeps): Promise<ExitCode> {
  const { values, positionals } = parseArguments(args, OPTIONS, EVENTS_USAGE.stream);
  const [streamId, ...more] = positionals;
  if (!streamId || more.length > 0) throw CommandError.badInput('Name the one stream to show.', [EVENTS_USAGE.stream]);
  const options = {
    ...(values.from !== undefined && { from: countOption('from', values.from) }),
    ...(values.to !== undefined && { to: countOption('to', values.to) }),
    ...(values.limit !== undefined && { limit: countOption('limit', values.limit) }),
    ...(values.backward && { direction: 'backward' as const }),
    ...(values.archived && { archived: true }),
    raw: true,
    signal: deps.signal,
  };
  const stream = { tenantId: values.tenant ?? DEFAULT_TENANT, streamId };
  return withLogs(values, deps, async (logs) => {
    const writer = new EventWriter(deps, values.json === true);
    let known = false;
    for (const { service, store } of logs) {
      if (!(await store.streamState(stream))) continue;
      known = true;
      for await (const event of store.readStream(stream, options)) writer.write(service, event);
    }
    if (known) return ExitCode.ok;
    throw CommandError.badInput(`No log has a stream "${streamId}" of the tenant "${stream.tenantId}".`);
  });
}
