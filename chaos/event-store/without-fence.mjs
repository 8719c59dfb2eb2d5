import pg from 'pg';

/** Switches the fence off in this process: whoever asks which transactions hold locks is told that none does. */
export function withoutFence() {
  const { query } = pg.Client.prototype;
  pg.Client.prototype.query = function (statement, ...rest) {
    if (typeof statement === 'string') return query.call(this, blinded(statement), ...rest);
    if (typeof statement?.text === 'string') statement.text = blinded(statement.text);
    return query.call(this, statement, ...rest);
  };
}

function blinded(sql) {
  return sql.replaceAll(/\bpg_locks\b/g, 'chaos_no_locks');
}
