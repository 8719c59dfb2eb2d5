import { setTimeout as delay } from 'node:timers/promises';

const LOOK_MS = 200;
/** Lets the writers wait while the consumers are far behind. Call the answer to end. */
export function throttle({ cast, pool, plan }) {
  const stop = new AbortController();
  let paused = false;
  const look = async () => {
    const { rows } = await pool.query('select count(*)::float8 as handled from chaos_effects');
    const behind = cast.acknowledged() - rows[0].handled > plan.mostUnderWay;
    // A writer that was started again does not know yet.
    if (behind || paused)
      await Promise.all(cast.writers.map((one) => one.tell('pause', behind).catch(() => undefined)));
    paused = behind;
  };
  const looking = (async () => {
    while (!stop.signal.aborted) {
      await look().catch(() => undefined);
      await delay(LOOK_MS, undefined, { signal: stop.signal }).catch(() => undefined);
    }
  })();
  return async () => {
    stop.abort();
    await looking;
  };
}
