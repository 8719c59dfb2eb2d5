import type { SqlClient } from '@edda/event-store';
import { EddaError } from '@edda/kernel';
import type { SagaDefinitions } from './saga-definitions.js';

/**
 * Versions newer than those of this build are no fault of it: another build is taking its place, and moves what runs of them.
 *
 * @throws EddaError `SAGA.VERSION_IN_USE` when instances have not ended whose version was left out
 */
export async function assertVersionsKnown(client: SqlClient, definitions: SagaDefinitions): Promise<void> {
  const rows = await client.query<{ saga: string; version: string; count: number }>(
    `select saga, version, count(*)::int as count from saga_instances
      where ended_at is null and (saga, version) not in (select * from unnest($1::text[], $2::text[]))
      group by saga, version order by saga, version`,
    definitions.columns(),
  );
  const leftOut = rows.filter(({ saga, version }) => !definitions.isNewer(saga, version));
  if (leftOut.length === 0) return;
  const lines = leftOut.map(
    ({ saga, version, count }) =>
      `${count} ${count === 1 ? 'instance' : 'instances'} of ${saga} ${version} ${count === 1 ? 'is' : 'are'} running, ` +
      'and this build does not have that version: register it too, or migrate them (npm run sagas -- migrate …).',
  );
  throw new EddaError('conflict', 'SAGA.VERSION_IN_USE', lines.join('\n'));
}
