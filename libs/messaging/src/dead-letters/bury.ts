import type { SqlClient } from '@edda/event-store';
import { newId } from '@edda/kernel';
import type { ErrorDetails } from '../subscriptions/failures.js';
import { storable } from '../subscriptions/storable-text.js';
import type { ReceivedRecord } from '../subscriptions/received-record.js';

const BURY_SQL = `
  insert into dead_letters as d
    (id, subscription, message_id, lane, key, type, tenant_id, correlation_id, record, status, holds_key, code, message,
     error_class, stack, attempts)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'dead', $10, $11, $12, $13, $14, $15)
  on conflict (subscription, message_id) do update
    set status = 'dead', holds_key = excluded.holds_key, lane = excluded.lane, code = excluded.code,
        message = excluded.message, error_class = excluded.error_class, stack = excluded.stack,
        attempts = excluded.attempts, died_at = now(), closed_at = null, copy_due_at = now()
    where d.status <> 'discarded'
  returning id`;

/**
 * Makes a dead letter of a message, or of one that was redriven again.
 *
 * @returns its id; null when it was discarded before: it is not to be handled any more
 */
export async function bury(
  client: SqlClient,
  subscription: string,
  { record, id, lane, labels }: ReceivedRecord,
  { error, attempts, holdsKey }: { error: ErrorDetails; attempts: number; holdsKey: boolean },
): Promise<string | null> {
  const { headers } = record;
  const rows = await client.query<{ id: string }>(
    BURY_SQL,
    [
      newId(),
      subscription,
      id,
      lane,
      storable(record.key),
      headers['ce_type'] === undefined ? null : storable(labels.type),
      headers['ce_tenantid'] === undefined ? null : storable(headers['ce_tenantid']),
      headers['ce_correlationid'] === undefined ? null : storable(headers['ce_correlationid']),
      JSON.stringify(record),
      holdsKey,
      error.code,
      error.message,
      error.errorClass,
      error.stack,
      attempts,
    ],
    'edda-bury',
  );
  return rows[0]?.id ?? null;
}
