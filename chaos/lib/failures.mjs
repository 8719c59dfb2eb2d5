// What a writer makes of an error.

/** The server undid the transaction and says so: a deadlock, a serialisation failure, a lock that was not given. */
const UNDONE = new Set(['40P01', '40001', '55P03']);

/** The server is not there, or not ready; or a statement came after the loss of the connection of its transaction. */
const ABSENT =
  /ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|Connection terminated|Connection ended|not queryable|already released|timeout exceeded/i;

/**
 * `undone`: nothing of it was committed. `unknown`: the connection broke, nobody knows. `unexpected`: anything else.
 * A deadlock inside a group of appends may come to its members as the error of the group.
 */
export function kindOf(error) {
  for (let cause = error; cause; cause = cause.cause) {
    const code = String(cause.code ?? '');
    if (UNDONE.has(code)) return 'undone';
    if (code === 'P0001' && /undone at its commit/.test(cause.message)) return 'undone';
    if (/^(57P0[1-5]|08...|ECONN|EPIPE|ETIMEDOUT)/.test(code) || ABSENT.test(cause.message ?? '')) return 'unknown';
  }
  return error.code === 'EVENT_STORE_UNAVAILABLE' ? 'unknown' : 'unexpected';
}

export function isDeadlock(error) {
  for (let cause = error; cause; cause = cause.cause) if (cause.code === '40P01') return true;
  return false;
}
