import { STATEFUL } from './fleet.mjs';

/** @typedef {{ service: string, position: number, id: string, kind: string, stream: string, version: number | null, type: string, topic: string | null, data: object, causationId: string | null }} Logged */

/**
 * What stands in the databases of the services.
 *
 * @param {Map<string, import('pg').Pool>} pools by service
 * @returns {Promise<{ log: Logged[], dead: string[], parked: string[], sagas: string[], waiting: number }>} `dead`, `parked`,
 *   `sagas`: what did not come to an end; `waiting`: messages in the inboxes of sagas
 */
export async function readEvidence(pools) {
  const evidence = { log: [], dead: [], parked: [], sagas: [], waiting: 0 };
  for (const service of STATEFUL) {
    const pool = pools.get(service);
    const { rows } = await pool.query(
      `select position::int, id, kind, stream_id as stream, version::int, type, topic, data, metadata ->> 'causationId' as "causationId"
         from events order by position`,
    );
    for (const row of rows) evidence.log.push({ service, ...row });
    for (const [name, sql] of Object.entries(LEFT)) {
      const { rows: left } = await pool.query(sql);
      for (const { what } of left) evidence[name].push(`${service}: ${what}`);
    }
    const { rows: inbox } = await pool.query('select count(*)::int as count from saga_inbox');
    evidence.waiting += inbox[0].count;
  }
  return evidence;
}

const LEFT = {
  dead: `select subscription || ' ' || coalesce(type, '') || ' ' || code || ': ' || message as what from dead_letters`,
  parked: `select subscription || ' ' || message_id || ' ' || status as what from parked_messages`,
  sagas: `select saga || ' ' || id::text || ' is ' || status as what from saga_instances where status <> 'completed'`,
};
