import { poolClient, type PostgresEventStore } from '@edda/event-store';
import { isUuid, type Uuid } from '@edda/kernel';
import { listSagas, type SagaFilter, type SagaOverview } from '@edda/sagas';
import { LISTED_STATUSES } from '@edda/service';
import type { CommandDeps } from '../command-deps.js';
import { CommandError } from '../command-error.js';
import { withTable, type LogValues } from '../events/log-options.js';

/** Which sagas: understood by the commands that take many. */
export const SAGA_FILTER_OPTIONS = {
  saga: { type: 'string' },
  version: { type: 'string' },
  status: { type: 'string', multiple: true },
  correlation: { type: 'string' },
  tenant: { type: 'string' },
} as const;

export interface SagaFilterValues {
  saga?: string | undefined;
  version?: string | undefined;
  status?: string[] | undefined;
  correlation?: string | undefined;
  tenant?: string | undefined;
}

/** The sagas of one service. */
export interface ServiceSagas {
  readonly service: string;
  readonly store: PostgresEventStore;
}

const OPEN = ['running', 'compensating', 'paused', 'stuck'] as const;

/** Opens the sagas that the options name, and closes them when the work is done. */
export async function withSagas<T>(
  values: LogValues,
  deps: CommandDeps,
  work: (services: readonly ServiceSagas[]) => Promise<T>,
): Promise<T> {
  return withTable('saga_instances', values, deps, work);
}

/** Whoever has a saga, and the saga. @throws CommandError when nobody has */
export async function findSaga(
  services: readonly ServiceSagas[],
  id: Uuid,
): Promise<ServiceSagas & { saga: SagaOverview }> {
  for (const each of services) {
    const [saga] = await listSagas(poolClient(each.store.dataSource), { id }, { limit: 1 });
    if (saga) return { ...each, saga };
  }
  throw CommandError.badInput(`There is no saga "${id}".`);
}

/** @throws CommandError when one cannot be the id of a saga */
export function checkedIds(ids: readonly string[]): Uuid[] {
  return ids.map((given) => {
    const id = given.toLowerCase();
    if (isUuid(id)) return id;
    throw CommandError.badInput(`"${given}" is no id of a saga: list shows them.`);
  });
}

/** @throws CommandError when there is none, more than one, or it is no id */
export function oneId(positionals: readonly string[], usage: string): Uuid {
  const [id, ...more] = checkedIds(positionals);
  if (id === undefined || more.length > 0) throw CommandError.badInput('Name the one saga, by its id.', [usage]);
  return id;
}

/** @throws CommandError for a status that there is not, or a correlation id that is none */
export function sagaFilterOf(values: SagaFilterValues): SagaFilter & { tenantId?: string } {
  const { saga, version, status, correlation, tenant } = values;
  const correlationId = correlation?.toLowerCase();
  if (correlationId !== undefined && !isUuid(correlationId)) {
    throw CommandError.badInput(`--correlation takes a UUID; got "${correlation}".`);
  }
  return {
    ...(saga !== undefined && { saga }),
    ...(version !== undefined && { version }),
    ...(status !== undefined && { statuses: status.flatMap(statusesOf) }),
    ...(correlationId !== undefined && { correlationId }),
    ...(tenant !== undefined && { tenantId: tenant }),
  };
}

/** Who stands in the history of what is asked for. */
export function operatorName({ env }: Pick<CommandDeps, 'env'>): string {
  return env['USER'] ?? env['USERNAME'] ?? 'operator';
}

function statusesOf(value: string): readonly (typeof LISTED_STATUSES)[number][] {
  if (value === 'open') return OPEN;
  const known = LISTED_STATUSES.find((status) => status === value);
  if (known) return [known];
  throw CommandError.badInput(`--status takes ${LISTED_STATUSES.join(', ')} or open; got "${value}".`);
}
