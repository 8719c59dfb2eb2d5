// What a run leaves behind: the log itself, read by plain SQL, the effects of the consumers, and the journals of all.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A public message of the log; `version` is that of an event in its stream, null for a command.
 * @typedef {{ id: string, key: string, version: number | null, subscription: string, fault: string }} Sent
 */

/** In the order in which they were written. @typedef {{ subscription: string, key: string, id: string, version: number | null }} Effect */

/**
 * Lines of the journals: `acknowledged` are [, ids], `begun` and `failed` [, subscription, id], `injected` [, fault, id],
 * `unexpected` [, fault, error].
 * @typedef {{ acknowledged: unknown[][], begun: unknown[][], failed: unknown[][], injected: unknown[][], unexpected: unknown[][] }} Journals
 */

/** @typedef {{ sent: Sent[], effects: Effect[], journals: Journals }} Evidence */

/**
 * @param {import('pg').Pool} log
 * @param {import('pg').Pool} reader
 * @param {string} folder of the journals
 * @returns {Promise<Evidence>}
 */
export async function gather(log, reader, folder) {
  const { rows: sent } = await log.query(
    `select id, tenant_id || '/' || stream_id as key, version::float8, data ->> 'fault' as fault,
            case kind when 'command' then 'prints' else 'letters' end as subscription
       from events where topic is not null order by position`,
  );
  const { rows: effects } = await reader.query(
    `select subscription, key, message_id as id, version::float8 from chaos_effects order by seq`,
  );
  return { sent, effects, journals: readJournals(folder) };
}

function readJournals(folder) {
  const all = { acknowledged: [], begun: [], failed: [], injected: [], unexpected: [] };
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
