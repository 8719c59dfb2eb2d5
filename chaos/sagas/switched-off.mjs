import pg from 'pg';
import { UnitOfWork } from '@edda/event-store';

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
  lease() {
    const { query } = pg.Client.prototype;
    const patient = (sql) => sql.replaceAll(/\bw\.expires_at > now\(\)/g, 'true');
    pg.Client.prototype.query = function (statement, ...rest) {
      if (typeof statement === 'string') return query.call(this, patient(statement), ...rest);
      if (typeof statement?.text === 'string') statement.text = patient(statement.text);
      return query.call(this, statement, ...rest);
    };
  },

  /** Timers go by a clock that is not the one of the database. */
  async 'database-clock'() {
    const { DatabaseClock } = await import('../../libs/sagas/dist/runtime/database-clock.js');
    const { now } = DatabaseClock.prototype;
    DatabaseClock.prototype.now = function () {
      const behind = process.pid % 2 === 0 ? 0 : AHEAD_MS;
      return new Date(now.call(this).getTime() + behind);
    };
  },
};

const AHEAD_MS = 250;
