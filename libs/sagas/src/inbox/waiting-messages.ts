import type { SqlClient } from '@edda/event-store';
import type { Uuid } from '@edda/kernel';

/**
 * Messages that came before their instance, whose instance is there now. A start delivers what it sees; this is for what
 * was written at the same time. Returns how many.
 */
export async function adoptWaiting(client: SqlClient): Promise<number> {
  const rows = await client.query<{ adopted: number }>(
    `with adopted as (
       update saga_inbox i set waiting = false, expires_at = null
         from (select w.seq from saga_inbox w join saga_instances s on s.id = w.instance_id
                where w.waiting and w.received_at > clock_timestamp() - interval '5 minutes' order by w.seq limit 1000 for update of w skip locked) w
        where i.seq = w.seq returning 1)
     select count(*)::int as adopted from adopted`,
    [],
    'edda-saga-adopt-waiting',
  );
  return rows[0]?.adopted ?? 0;
}

/** What was given up. */
export interface ExpiredMessage {
  readonly instanceId: Uuid;
  readonly messageId: Uuid;
  readonly kind: string;
}

/** Gives up messages whose instance was not started in time. */
export async function removeExpired(client: SqlClient): Promise<ExpiredMessage[]> {
  return client.query<ExpiredMessage>(
    `delete from saga_inbox i
      using (select w.seq from saga_inbox w
              where w.waiting and w.expires_at < now()
                and not exists (select from saga_instances s where s.id = w.instance_id)
              order by w.expires_at limit 1000 for update skip locked) w
      where i.seq = w.seq
     returning i.instance_id as "instanceId", i.message_id as "messageId", i.kind`,
    [],
    'edda-saga-expired',
  );
}
