import type { Backoff } from '@edda/kernel';

/** How long an append outlasts a database that is away, in milliseconds. */
export const OUTAGE_PATIENCE_MS = 15_000;

/** Between the attempts meanwhile. */
export const OUTAGE_BACKOFF: Backoff = { initial: 50, factor: 2, max: 1000, jitter: 0.5 };

/** Classes of SQLSTATE and codes of Node that say: the server is away, or was, and comes back. */
const AWAY = /^(08...|57P0[123]|53300|25006|ECONNRESET|ECONNREFUSED|EPIPE|ETIMEDOUT|EAI_AGAIN|ENOTFOUND)$/;

/** What `pg` says, without a code, of a connection that broke or was never had; and TypeORM of one that broke before. */
const BROKEN =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|Database connection provided by a query runner was already released|Query runner already released)/i;

/** Two transactions that got in each other's way: one of them was undone and may simply come again. */
const UNDONE = new Set(['40001', '40P01']);

/** The SQLSTATE of an error of the database, or Node's code of one of the system; empty where there is none. */
export function codeOf(error: unknown): string {
  return textOf(error, 'code');
}

/** Whether the connection was lost, so that nobody knows what became of the statement. */
export function isLostConnection(error: unknown): boolean {
  return AWAY.test(codeOf(error)) || BROKEN.test(textOf(error, 'message'));
}

/** Whether the same statement may succeed when it is sent again. */
export function mayComeAgain(error: unknown): boolean {
  return UNDONE.has(codeOf(error)) || isLostConnection(error);
}

/** Not by `instanceof`: the errors of Node's own modules are of another realm where code runs in a context of its own. */
function textOf(error: unknown, property: 'code' | 'message'): string {
  const text = typeof error === 'object' && error !== null && (error as Record<string, unknown>)[property];
  return typeof text === 'string' ? text : '';
}
