import type { SqlClient } from '@edda/event-store';
import type { AnySagaDefinition } from '@edda/sagas';
import type { Sample } from '../metrics/pulled-gauge.js';

/** The statuses an instance can have that has not ended. */
const OPEN = ['running', 'compensating', 'paused', 'stuck'] as const;

export type SagaSample = Sample<'saga' | 'version' | 'status'>;

/** How many instances have not ended, by saga, version and status; 0 where a known version has none, so that alerts see it. */
export async function countSagas(
  client: SqlClient,
  definitions: readonly Pick<AnySagaDefinition, 'name' | 'version'>[],
): Promise<SagaSample[]> {
  const rows = await client.query<{ saga: string; version: string; status: string; count: number }>(
    `select saga, version, status, count(*)::int as count from saga_instances
      where ended_at is null group by saga, version, status`,
    [],
    'count-sagas',
  );
  const counts = new Map(rows.map(({ saga, version, status, count }) => [`${saga} ${version} ${status}`, count]));
  const known = [
    ...definitions.map(({ name, version }) => `${name} ${version}`),
    ...rows.map((row) => `${row.saga} ${row.version}`),
  ];
  return [...new Set(known)].flatMap((each) => {
    const [saga = '', version = ''] = each.split(' ');
    return OPEN.map((status) => ({ labels: { saga, version, status }, value: counts.get(`${each} ${status}`) ?? 0 }));
  });
}

/** Seconds since the start of the oldest instance of each saga that has not ended and is not paused; 0 when there is none. */
export async function ageOfSagas(
  client: SqlClient,
  definitions: readonly Pick<AnySagaDefinition, 'name'>[],
): Promise<Sample<'saga'>[]> {
  const rows = await client.query<{ saga: string; seconds: number }>(
    `select saga, extract(epoch from clock_timestamp() - min(started_at))::float8 as seconds from saga_instances
      where ended_at is null and status <> 'paused' group by saga`,
    [],
    'age-of-sagas',
  );
  const ages = new Map([
    ...definitions.map(({ name }) => [name, 0] as const),
    ...rows.map(({ saga, seconds }) => [saga, Math.max(0, seconds)] as const),
  ]);
  return [...ages].map(([saga, value]) => ({ labels: { saga }, value }));
}

export interface SagaBacklog {
  /** Messages that have arrived for instances, and wait for their turn. */
  readonly arrived: number;
  /** Signals for instances that do not exist yet. */
  readonly early: number;
  /** Seconds since the oldest timer that nobody has fired was due; 0 when none is. */
  readonly timerLag: number;
}

/** What has not been dealt with yet. */
export async function sagaBacklog(client: SqlClient): Promise<SagaBacklog> {
  const [found] = await client.query<SagaBacklog>(
    `select (select count(*)::int from saga_inbox where not waiting) as arrived,
            (select count(*)::int from saga_inbox where waiting) as early,
            coalesce(greatest(0, extract(epoch from clock_timestamp() - (
              select min(wake_at) from saga_instances where owner is null and wake_at is not null)))::float8, 0)
              as "timerLag"`,
    [],
    'saga-backlog',
  );
  return found ?? { arrived: 0, early: 0, timerLag: 0 };
}
