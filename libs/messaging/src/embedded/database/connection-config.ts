import type { ClientConfig } from 'pg';
import type { Settings } from '../settings.js';

/** Seconds of silence after which the server asks whether a client is still there. */
const SERVER_KEEP_ALIVE = 30;

/**
 * What every connection has: nothing waits for ever, and a vanished peer is noticed on both sides. READ COMMITTED
 * whatever the server's default is, because publishing relies on each statement seeing what was committed before it.
 *
 * @param parameters more server parameters
 */
export function connectionConfig(settings: Settings, parameters: Record<string, string> = {}): ClientConfig {
  const server: Record<string, string> = {
    default_transaction_isolation: 'read committed',
    tcp_keepalives_idle: String(SERVER_KEEP_ALIVE),
    ...parameters,
  };
  return {
    connectionString: settings.url,
    application_name: 'edda-broker',
    connectionTimeoutMillis: settings.connectTimeoutMs,
    statement_timeout: settings.statementTimeoutMs,
    // On this side too, for a server that does not answer at all.
    query_timeout: settings.statementTimeoutMs + 2_000,
    lock_timeout: Math.ceil(settings.statementTimeoutMs / 2),
    idle_in_transaction_session_timeout: 2 * settings.statementTimeoutMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    options: Object.entries(server)
      .map(([name, value]) => `-c ${name}=${value.replaceAll(' ', '\\ ')}`)
      .join(' '),
  };
}

/** Host and database of a URL, for messages: without user and password. */
export function placeOf(url: string): string {
  return URL.canParse(url) ? `${new URL(url).host}${new URL(url).pathname}` : 'the configured URL';
}
