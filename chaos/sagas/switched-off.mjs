import pg from 'pg';
import { UnitOfWork } from '@edda/event-store';

const AHEAD_MS = 250;

/** Switches a protection off in a worker. @param {string | undefined} without */
export async function switchOff(without) {
  await SWITCHES[without]?.();
}

const SWITCHES = {
  /** Whoever comes too late appends all the same. */
  'expected-version'() {
    const { append, appendAlone } = UnitOfWork.prototype;
    UnitOfWork.prototype.append = function (stream, events) {
      return append.call(this, stream, events, 'any');
    };
    UnitOfWork.prototype.appendAlone = function (stream, events) {
      return appendAlone.call(this, stream, events, 'any');
    };
  },

  /** Who is gone keeps what it had. */
  lease: () => rewriteStatements(/\bw\.expires_at > now\(\)/g, 'true'),

  /** Timers go by a clock of the worker, which is ahead of the one of the database. */
  async 'database-clock'() {
    rewriteStatements(/\bwake_at <= now\(\)/g, `wake_at <= now() + interval '${AHEAD_MS} ms'`);
    const { DatabaseClock } = await import('../../libs/sagas/dist/runtime/database-clock.js');
    const { now } = DatabaseClock.prototype;
    DatabaseClock.prototype.now = function () {
      return new Date(now.call(this).getTime() + AHEAD_MS);
    };
  },
};

function rewriteStatements(pattern, replacement) {
  const { query } = pg.Client.prototype;
  const rewritten = (sql) => sql.replaceAll(pattern, replacement);
  pg.Client.prototype.query = function (statement, ...rest) {
    if (typeof statement === 'string') return query.call(this, rewritten(statement), ...rest);
    if (typeof statement?.text === 'string') statement.text = rewritten(statement.text);
    return query.call(this, statement, ...rest);
  };
}
