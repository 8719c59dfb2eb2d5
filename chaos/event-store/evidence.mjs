// What a run leaves behind: the log itself, read by plain SQL, and what each of those who took part holds.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LEDGER_MOVES, LEDGER_MOVES_TABLE } from './ledger-moves.mjs';
import { logOf } from './log.mjs';

/**
 * One who follows the log: the positions in the order in which it handled them, and which order it must keep. `ids` is
 * what it saw there, where it says so; `type` is the only type it follows.
 * @typedef {{ name: string, positions: number[], ids?: string[], type?: string, order: 'log' | 'stream' }} Follower
 */

/**
 * Lines of the journals: `acknowledged` are [, fault, tenant, stream, version of the last, position of the last, ids],
 * `undone` [, fault, ids], `unexpected` [, fault, error].
 * @typedef {{ acknowledged: unknown[][], undone: unknown[][], unexpected: unknown[][] }} Writings
 */

/** @typedef {{ log: import('./log.mjs').Log, versions: Map<string, number>, journal: Writings, projections: Rows[], followers: Follower[] }} Evidence */

/**
 * Rows that were written with the events they count: `rows` by stream, `counts` tells which events, `fault` is the row
 * that a wrong one belongs to.
 * @typedef {{ name: string, fault: string, rows: Map<string, number>, counts: (event: import('./log.mjs').Logged) => boolean }} Rows
 */

/** Subscriptions whose effects are rows. */
const SUBSCRIPTIONS = [
  { name: 'lone', order: 'log' },
  { name: 'group', order: 'stream' },
  { name: 'ledger', order: 'log', type: 'ChaosLedgerMoved' },
];

/**
 * @param {import('pg').Pool} pool
 * @param {string} folder of the journals
 * @returns {Promise<Evidence>}
 */
export async function gather(pool, folder) {
  const log = logOf(await readEvents(pool));
  const journal = readJournals(folder);
  for (const [, fault, , , , , ids] of journal.acknowledged) {
    if (fault !== 'unknown-outcome') continue;
    for (const event of ids.map((id) => log.byId.get(id))) if (event) event.fault = fault;
  }
  const followers = readObservers(folder);
  for (const subscription of SUBSCRIPTIONS) {
    followers.push({ ...subscription, positions: await readEffects(pool, subscription.name) });
  }
  return { log, versions: await streamVersions(pool), journal, projections: await readProjections(pool), followers };
}

async function readEvents(pool) {
  const events = [];
  for (let after = 0; ;) {
    const { rows } = await pool.query(
      `select position::float8, id, tenant_id || '/' || stream_id as stream, version::float8,
              previous_public::float8 as "previousPublic", topic is not null as "isPublic", type,
              data ->> 'fault' as fault, (data ->> 'after')::float8 as after,
              coalesce((data ->> 'projected')::boolean, false) as projected
         from events where kind = 'event' and position > $1 order by position limit 20000`,
      [after],
    );
    if (rows.length === 0) break;
    for (const row of rows) events.push(row);
    after = rows.at(-1).position;
  }
  return events;
}

async function streamVersions(pool) {
  const { rows } = await pool.query(`select tenant_id || '/' || stream_id as stream, version::float8 from streams`);
  return new Map(rows.map(({ stream, version }) => [stream, version]));
}

async function readProjections(pool) {
  const read = async (table) => {
    const { rows } = await pool.query(`select tenant_id || '/' || stream_id as stream, moves::float8 from ${table}`);
    return new Map(rows.map(({ stream, moves }) => [stream, moves]));
  };
  return [
    {
      name: 'written by hand',
      fault: 'lock-order',
      rows: await read('chaos_balances'),
      counts: ({ projected }) => projected,
    },
    {
      name: LEDGER_MOVES,
      fault: 'projection-rebuilt',
      rows: await read(LEDGER_MOVES_TABLE),
      counts: ({ type }) => type === 'ChaosLedgerMoved',
    },
  ];
}

async function readEffects(pool, subscription) {
  const { rows } = await pool.query({
    text: 'select position::float8 from chaos_effects where subscription = $1 order by seq',
    values: [subscription],
    rowMode: 'array',
  });
  return rows.map(([position]) => position);
}

function readObservers(folder) {
  const files = readdirSync(folder).filter((name) => /^seen-.*\.jsonl$/.test(name));
  return files.map((file) => {
    const seen = lines(join(folder, file)).flat();
    return {
      name: file.slice('seen-'.length, -'.jsonl'.length),
      order: 'log',
      positions: seen.map(([position]) => position),
      ids: seen.map(([, id]) => id),
    };
  });
}

function readJournals(folder) {
  const all = { acknowledged: [], undone: [], unexpected: [] };
  for (const file of readdirSync(folder).filter((name) => /^(writer|conductor)-.*\.jsonl$/.test(name))) {
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
