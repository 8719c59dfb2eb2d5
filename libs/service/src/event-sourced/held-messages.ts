import type { SqlClient } from '@edda/event-store';
import type { Sample } from '../metrics/pulled-gauge.js';

const STATUSES = ['waiting', 'gap', 'retrying', 'dead'] as const;

/** How many messages lie parked by group and status; 0 where a known group has none, so that alerts see it. */
export async function countParked(client: SqlClient, groups: readonly string[]): Promise<Sample<'group' | 'status'>[]> {
  const rows = await client.query<{ subscription: string; status: string; count: number }>(
    'select subscription, status, count(*)::int as count from parked_messages group by subscription, status',
  );
  const counts = new Map(rows.map(({ subscription, status, count }) => [`${status} ${subscription}`, count]));
  const all = new Set([...groups, ...rows.map(({ subscription }) => subscription)]);
  return [...all].flatMap((group) =>
    STATUSES.map((status) => ({ labels: { group, status }, value: counts.get(`${status} ${group}`) ?? 0 })),
  );
}

/** How many dead letters wait for a decision, by group; 0 where a known group has none. */
export async function countDeadLetters(client: SqlClient, groups: readonly string[]): Promise<Sample<'group'>[]> {
  const rows = await client.query<{ subscription: string; count: number }>(
    `select subscription, count(*)::int as count from dead_letters where status = 'dead' group by subscription`,
  );
  const counts = new Map([
    ...groups.map((group) => [group, 0] as const),
    ...rows.map(({ subscription, count }) => [subscription, count] as const),
  ]);
  return [...counts].map(([group, value]) => ({ labels: { group }, value }));
}
