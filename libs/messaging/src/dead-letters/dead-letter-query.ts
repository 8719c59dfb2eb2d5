import type { SqlClient } from '@edda/event-store';
import { isUuid } from '@edda/kernel';
import type { DeadLetterFilter } from './dead-letter.js';
import { DEAD_LETTER_COLUMNS, type DeadLetterRow } from './dead-letter-row.js';

/** The conditions of a filter, and their parameters. */
function conditions(filter: DeadLetterFilter): { where: string[]; values: unknown[] } {
  const where: string[] = [];
  const values: unknown[] = [];
  const add = (condition: (place: string) => string, value: unknown): void => {
    if (value === undefined) return;
    values.push(value);
    where.push(condition(`$${values.length}`));
  };
  add((place) => `d.id = any(${place}::uuid[])`, filter.ids?.filter(isUuid));
  add((place) => `d.subscription = ${place}`, filter.subscription);
  add((place) => `d.type = ${place}`, filter.type);
  add((place) => `d.code = ${place}`, filter.code);
  add((place) => `d.tenant_id = ${place}`, filter.tenantId);
  add((place) => `d.key = ${place}`, filter.key);
  add((place) => `d.correlation_id = ${place}`, filter.correlationId);
  add((place) => `d.died_at >= ${place}`, filter.since);
  add((place) => `d.died_at < ${place}`, filter.until);
  add((place) => `d.status = ${place}`, filter.status);
  return { where, values };
}

/** Newest first. */
export async function findLetters(
  client: SqlClient,
  filter: DeadLetterFilter,
  { limit, before }: { limit: number; before?: string | undefined },
): Promise<DeadLetterRow[]> {
  const { where, values } = conditions(filter);
  if (before !== undefined) {
    values.push(before);
    where.push(`d.id < $${values.length}::uuid`);
  }
  values.push(limit);
  return client.query<DeadLetterRow>(
    `select ${DEAD_LETTER_COLUMNS} from dead_letters as d
      ${where.length > 0 ? `where ${where.join(' and ')}` : ''}
      order by d.id desc limit $${values.length}`,
    values,
  );
}

/** The ids of the oldest ones that are dead. */
export async function findDead(client: SqlClient, filter: DeadLetterFilter, limit: number): Promise<string[]> {
  const { where, values } = conditions({ ...filter, status: 'dead' });
  values.push(limit);
  const rows = await client.query<{ id: string }>(
    `select d.id from dead_letters as d where ${where.join(' and ')} order by d.id limit $${values.length}`,
    values,
  );
  return rows.map(({ id }) => id);
}

export async function findLetter(client: SqlClient, id: string): Promise<DeadLetterRow | null> {
  if (!isUuid(id)) return null;
  const [row] = await client.query<DeadLetterRow>(
    `select ${DEAD_LETTER_COLUMNS} from dead_letters as d where d.id = $1`,
    [id],
  );
  return row ?? null;
}
