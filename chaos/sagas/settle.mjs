import { setTimeout as delay } from 'node:timers/promises';

const SETTLE_MS = 120_000;
const POLL_MS = 200;

/**
 * Waits until every saga has come to its end, and everything that was sent is carried out: resumed and decided by hand where
 * that is needed.
 *
 * @returns {Promise<string[]>} what was not in time
 */
export async function settle({ cast, clerk, broker, pool, contextPool, say, timeout = SETTLE_MS }) {
  let left = ['nothing was looked at'];
  const telling = setInterval(() => say(left.join(', ')), 5_000);
  for (const end = Date.now() + timeout; left.length > 0 && Date.now() < end; await delay(POLL_MS)) {
    left = await unsettled({ cast, clerk, broker, pool, contextPool }).catch((error) => [String(error)]);
  }
  clearInterval(telling);
  return left;
}

const RUNNING = `select status, count(*)::int from saga_instances where ended_at is null group by status order by status`;

async function unsettled({ cast, clerk, broker, pool, contextPool }) {
  await clerk.resumeAll();
  await clerk.decide();
  const left = [];
  const { rows } = await pool.query(RUNNING);
  for (const { status, count } of rows) left.push(`${count} sagas are ${status}`);
  for (const [group, topic] of [
    ['content.answers', 'learning_events'],
    ['learning.work', 'learning_commands'],
  ]) {
    const lag = (await broker.lag(group, [topic])).reduce((sum, one) => sum + one.lag, 0);
    if (lag > 0) left.push(`${group} is ${lag} records behind`);
  }
  for (const actor of [cast.workers[0], cast.context]) {
    const { positions } = await actor.tell('lag');
    if (positions > 0) left.push(`the relay of ${actor.name} is ${positions} messages behind`);
  }
  const { rows: late } = await contextPool.query('select count(*)::int as count from chaos_late');
  if (late[0].count > 0) left.push(`${late[0].count} answers are still to come`);
  for (const one of [pool, contextPool]) {
    const { rows: parked } = await one.query(
      'select subscription, status, count(*)::int from parked_messages group by 1, 2',
    );
    for (const { subscription, status, count } of parked)
      left.push(`${count} of ${subscription} are parked (${status})`);
  }
  const { rows: inbox } = await pool.query('select count(*)::int as count from saga_inbox');
  if (inbox[0].count > 0) left.push(`${inbox[0].count} messages wait in the inbox of the sagas`);
  return left;
}
