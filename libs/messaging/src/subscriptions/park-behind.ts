import type { SqlClient } from '@edda/event-store';
import { storable } from './storable-text.js';
import type { ReceivedRecord } from './received-record.js';

const PARKED = `
  parked as (
    insert into parked_messages
      (subscription, key, lane, message_id, record, status, sequence, previous, starts_history, place)
    select $1, $3, $2, $4, $5, $6, $7, $8, $9,
           coalesce($7, (select max(place) from parked_messages where subscription = $1 and lane = $2), 0)
      from lane
    on conflict (subscription, message_id) do nothing
  ) select 1 from lane`;

/** Only while the key is held, which its locked row says for sure. */
const WAIT_SQL = `
  with lane as (
    select from subscription_keys
     where subscription = $1 and key = $2 and state = 'held'
       and ($7::bigint is null or last_sequence is null or last_sequence < $7)
       for update
  ), ${PARKED}`;

/** Only while something before it is missing. */
const GAP_SQL = `
  with lane as (
    insert into subscription_keys as k (subscription, key, state) values ($1, $2, 'gap')
    on conflict (subscription, key) do update
      set state = case when k.state = 'open' then 'gap' else k.state end
      where coalesce(k.last_sequence, 0) < $8
    returning 1
  ), ${PARKED}`;

/**
 * Parks a message behind another one of its key, or until what is missing before it comes.
 *
 * @returns false when there is no reason any more: it must be decided about again
 */
export async function parkBehind(
  client: SqlClient,
  subscription: string,
  { record, lane, id, tracking, sequence, previous, startsHistory }: ReceivedRecord,
  why: 'wait' | 'gap',
): Promise<boolean> {
  const isSequenced = tracking === 'sequence';
  const rows = await client.query(
    why === 'gap' ? GAP_SQL : WAIT_SQL,
    [
      subscription,
      lane,
      storable(record.key),
      id,
      JSON.stringify(record),
      why === 'gap' ? 'gap' : 'waiting',
      isSequenced ? sequence : null,
      isSequenced ? previous : null,
      startsHistory,
    ],
    why === 'gap' ? 'edda-park-gap' : 'edda-park-waiting',
  );
  return rows.length > 0;
}
