// What a run leaves behind: the logs of both contexts, read by plain SQL, the tables of the runtime, the effects, and the
// journals of all processes.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Lines of the journals: `started` and `attempted` are [, fault, sagaId], `signalled` [, sagaId, signalId], `hit` [, fault, sagaId], `killed` [, failpoint,
 * sagaId, at], `refused` [, reason], `injected` [, fault, messageId], `unexpected` [, fault, error].
 * @typedef {{ started: unknown[][], attempted: unknown[][], signalled: unknown[][], hit: unknown[][], killed: unknown[][], refused: unknown[][], injected: unknown[][], unexpected: unknown[][] }} Journals
 */

/**
 * @typedef {{
 *   journals: Journals,
 *   attempted: Set<string>,
 *   histories: Map<string, import('./history.mjs').StoredEvent[]>,
 *   instances: { id: string, saga: string, version: string, status: string, owner: string | null, streamVersion: number }[],
 *   effects: { sagaId: string, kind: string, step: string, round: number, index: number }[],
 *   commands: { id: string, data: object }[],
 *   carried: { id: string, data: object }[],
 *   diverged: { sagaId: string, what: string }[],
 *   leftOver: { sagaId: string, what: string }[],
 * }} Evidence
 */

/**
 * @param {import('pg').Pool} sagas
 * @param {import('pg').Pool} context
 * @param {string} folder of the journals
 * @returns {Promise<Omit<Evidence, 'diverged'>>}
 */
export async function gather(sagas, context, folder) {
  const rows = async (pool, sql) => (await pool.query(sql)).rows;
  const journals = readJournals(folder);
  const events = await rows(
    sagas,
    `select e.id, substr(e.stream_id, 6) as saga_id, e.version::float8, e.type, e.schema_version, e.data,
            extract(epoch from e.recorded_at)::float8 * 1000 as recorded_at,
            extract(epoch from f.at)::float8 * 1000 as fired_at
       from events e left join chaos_fired f on f.event_id = e.id
      where e.category = 'saga' order by e.stream_id, e.version`,
  );
  const histories = new Map();
  for (const { saga_id, recorded_at, fired_at, schema_version, ...event } of events) {
    const stored = { ...event, schemaVersion: schema_version, recordedAt: recorded_at, firedAt: fired_at };
    const known = histories.get(saga_id);
    if (known) known.push(stored);
    else histories.set(saga_id, [stored]);
  }
  return {
    journals,
    attempted: new Set(journals.attempted.map(([, , id]) => id)),
    histories,
    instances: await rows(
      sagas,
      `select id, saga, version, status, owner, stream_version::float8 as "streamVersion" from saga_instances`,
    ),
    effects: await rows(sagas, 'select saga_id as "sagaId", kind, step, round, index from chaos_effects order by seq'),
    commands: await rows(sagas, `select id, data from events where type = 'ChaosWork' order by position`),
    carried: await rows(context, 'select command_id as id, data from chaos_carried order by seq'),
    leftOver: await rows(
      sagas,
      `select instance_id as "sagaId", 'an outcome is still awaited: ' || outcome_id as what from saga_awaited_outcomes
        union all
       select instance_id, 'a message waits in its inbox: ' || kind from saga_inbox`,
    ),
  };
}

function readJournals(folder) {
  const all = {
    started: [],
    attempted: [],
    signalled: [],
    hit: [],
    killed: [],
    refused: [],
    injected: [],
    unexpected: [],
  };
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.jsonl'))) {
    for (const line of lines(join(folder, file))) all[line[0]].push(line);
  }
  return all;
}

/** A line that a kill cut short was never finished, and nothing rests on it. */
function lines(file) {
  const texts = readFileSync(file, 'utf8').split('\n');
  texts.pop();
  return texts.map((text) => JSON.parse(text));
}
