import { poolClient, type EventFilter } from '@edda/event-store';
import { dataDirectory } from '../arguments/data-directory.js';
import { integerOption } from '../arguments/integer-option.js';
import type { CommandDeps } from '../command-deps.js';
import { CommandError } from '../command-error.js';
import type { ServiceLog } from './service-log.js';

/** Whose databases: understood by every command that looks into those of services. */
export const SERVICE_OPTIONS = {
  data: { type: 'string' },
  url: { type: 'string' },
  service: { type: 'string', multiple: true },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Which logs: understood by every `events` command. */
export const LOG_OPTIONS = { ...SERVICE_OPTIONS, tenant: { type: 'string' } } as const;

/** Which events: understood by the commands that read many. */
export const FILTER_OPTIONS = {
  type: { type: 'string', multiple: true },
  category: { type: 'string', multiple: true },
  correlation: { type: 'string' },
  since: { type: 'string' },
  until: { type: 'string' },
  kind: { type: 'string', multiple: true },
} as const;

export interface LogValues {
  data?: string | undefined;
  url?: string | undefined;
  service?: string[] | undefined;
  tenant?: string | undefined;
}

export interface FilterValues {
  type?: string[] | undefined;
  category?: string[] | undefined;
  correlation?: string | undefined;
  since?: string | undefined;
  until?: string | undefined;
  kind?: string[] | undefined;
  tenant?: string | undefined;
}

const KINDS = ['event', 'command', 'reply'] as const;

/** Opens the logs that the options name, and closes them when the work is done. */
export async function withLogs<T>(
  values: LogValues,
  deps: CommandDeps,
  work: (logs: readonly ServiceLog[]) => Promise<T>,
): Promise<T> {
  if (values.url !== undefined && !/^postgres(ql)?:\/\//.test(values.url)) {
    throw CommandError.badInput(`--url takes the URL of a database, such as postgres://user@host/name.`);
  }
  const { logs, close } = await deps.openLogs({
    dataDirectory: dataDirectory(deps, values.data),
    url: values.url,
    services: values.service ?? [],
  });
  try {
    const unknown = (values.service ?? []).find((name) => !logs.some(({ service }) => service === name));
    if (unknown !== undefined && values.url === undefined) {
      throw CommandError.badInput(`There is no service "${unknown}" with a log.`);
    }
    return await work(logs);
  } finally {
    await close();
  }
}

/** As {@link withLogs}, of those services that have a table: one that was not started since it was introduced has none. */
export async function withTable<T>(
  table: string,
  values: LogValues,
  deps: CommandDeps,
  work: (logs: readonly ServiceLog[]) => Promise<T>,
): Promise<T> {
  return withLogs(values, deps, async (logs) => {
    const having: ServiceLog[] = [];
    for (const log of logs) {
      const [found] = await poolClient(log.store.dataSource).query<{ name: string | null }>(
        'select to_regclass($1)::text as name',
        [table],
      );
      if (found?.name) having.push(log);
    }
    return work(having);
  });
}

/** @throws CommandError when a time or a kind cannot be read */
export function filterOf(values: FilterValues): EventFilter & { allTenants?: boolean } {
  const kinds = values.kind?.map((kind) => {
    const known = KINDS.find((name) => name === kind);
    if (!known) throw CommandError.badInput(`--kind takes ${KINDS.join(', ')}; got "${kind}".`);
    return known;
  });
  return {
    ...(values.tenant === undefined ? { allTenants: true } : { tenantId: values.tenant }),
    ...(values.type && { types: values.type }),
    ...(values.category && { categories: values.category }),
    ...(values.correlation !== undefined && { correlationId: values.correlation }),
    ...(values.since !== undefined && { recordedFrom: timeOption('since', values.since) }),
    ...(values.until !== undefined && { recordedTo: timeOption('until', values.until) }),
    ...(kinds && { kinds }),
  };
}

/** @throws CommandError when it is no time of ISO 8601 */
export function timeOption(name: string, value: string): Date {
  const time = /^\d{4}-\d\d-\d\d/.test(value) ? new Date(value) : new Date(NaN);
  if (Number.isNaN(time.getTime())) {
    throw CommandError.badInput(`--${name} takes a time such as 2026-11-21T12:00:00Z; got "${value}".`);
  }
  return time;
}

/** @throws CommandError when it is no whole number from 1 */
export function countOption(name: string, value: string): number {
  return integerOption(name, value, 1, Number.MAX_SAFE_INTEGER);
}
