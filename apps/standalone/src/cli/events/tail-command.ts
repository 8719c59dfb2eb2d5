import { once } from 'node:events';
import type { EventFilter, RecordedMessage } from '@edda/event-store';
import { parseArguments } from '../arguments/parse-arguments.js';
import type { CommandDeps } from '../command-deps.js';
import { ExitCode } from '../exit-code.js';
import { EVENTS_USAGE } from './events-usage.js';
import { EventWriter } from './event-writer.js';
import { countOption, FILTER_OPTIONS, filterOf, LOG_OPTIONS, withLogs } from './log-options.js';
import type { ServiceLog } from './service-log.js';

const DEFAULT_COUNT = 20;
const OPTIONS = {
  ...LOG_OPTIONS,
  ...FILTER_OPTIONS,
  count: { type: 'string', short: 'n' },
  follow: { type: 'boolean', short: 'f' },
} as const;

/** `events tail`: the newest events of the logs, oldest first, and with --follow those that come. */
export async function tailCommand(args: readonly string[], deps: CommandDeps): Promise<ExitCode> {
  const { values } = parseArguments(args, OPTIONS, EVENTS_USAGE.tail);
  const count = values.count === undefined ? DEFAULT_COUNT : countOption('count', values.count);
  const filter = filterOf(values);
  return withLogs(values, deps, async (logs) => {
    const writer = new EventWriter(deps, values.json === true);
    const newest = await Promise.all(logs.map((log) => newestOf(log, filter, count)));
    const merged = newest.flat().sort((left, right) => +left.event.recordedAt - +right.event.recordedAt);
    for (const { service, event } of merged.slice(-count)) writer.write(service, event);
    if (!values.follow) return ExitCode.ok;
    await follow(logs, newest, filter, writer, deps.signal);
    return ExitCode.ok;
  });
}

interface Found {
  service: string;
  event: RecordedMessage;
}

async function newestOf({ service, store }: ServiceLog, filter: EventFilter, count: number): Promise<Found[]> {
  const found: Found[] = [];
  for await (const event of store.readAll({ ...filter, direction: 'backward', limit: count, raw: true })) {
    found.push({ service, event });
  }
  return found.reverse();
}

async function follow(
  logs: readonly ServiceLog[],
  newest: readonly Found[][],
  filter: EventFilter & { allTenants?: boolean },
  writer: EventWriter,
  signal: AbortSignal,
): Promise<void> {
  const { allTenants: _, ...restriction } = filter;
  const subscriptions = logs.map(({ service, store }, index) =>
    store.subscribe({
      from: newest[index]?.at(-1)?.event.position ?? 'now',
      filter: restriction,
      raw: true,
      handleBatch: async (events) => events.forEach((event) => writer.write(service, event)),
      onError: (error) => writer.warn(`The log of ${service} cannot be followed, it is tried again`, error),
    }),
  );
  if (!signal.aborted) await once(signal, 'abort');
  await Promise.all(subscriptions.map((subscription) => subscription.stop()));
}
