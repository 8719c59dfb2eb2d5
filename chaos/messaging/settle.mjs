import { setTimeout as delay } from 'node:timers/promises';

const SETTLE_MS = 180_000;
const POLL_MS = 200;
const TOPICS_OF = { 'learning.letters': ['content_events'], 'learning.prints': ['learning_commands'] };

/**
 * Waits until everything that was sent is handled: mended where it was refused for good.
 *
 * @param {{ cast, broker: import('@edda/messaging').Broker, pool: import('pg').Pool, letters: import('./letters.mjs').Letters, say, timeout?: number }} parts
 * @returns {Promise<string[]>} what was not in time
 */
export async function settle({ cast, broker, pool, letters, say, timeout = SETTLE_MS }) {
  let left = ['nothing was looked at'];
  const telling = setInterval(() => say(left.join(', ')), 5_000);
  for (const end = Date.now() + timeout; left.length > 0 && Date.now() < end; await delay(POLL_MS)) {
    await letters.mend();
    left = await unhandled({ cast, broker, pool }).catch((error) => [String(error)]);
  }
  clearInterval(telling);
  return left;
}

async function unhandled({ cast, broker, pool }) {
  const left = [];
  const { positions } = await cast.relays[0].tell('lag');
  if (positions > 0) left.push(`the relay is ${positions} messages behind the log`);
  for (const [group, topics] of Object.entries(TOPICS_OF)) {
    const lag = (await broker.lag(group, topics)).reduce((sum, one) => sum + one.lag, 0);
    if (lag > 0) left.push(`${group} is ${lag} records behind`);
  }
  const { rows } = await pool.query('select subscription, status, count(*) from parked_messages group by 1, 2');
  for (const { subscription, status, count } of rows) left.push(`${count} of ${subscription} are parked (${status})`);
  return left;
}
