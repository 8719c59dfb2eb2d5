import pg from 'pg';
import { SUPERUSER } from '../cluster/cluster.js';

/** Where a server of ours listens, and the superuser's password. */
export interface ServerAddress {
  port: number;
  password: string;
}

/**
 * Runs statements on a connection of their own.
 *
 * @param patience milliseconds to wait for the connection and for each answer
 * @throws what `pg` throws
 */
export async function withConnection<T>(
  address: ServerAddress,
  patience: number,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({
    host: '127.0.0.1',
    port: address.port,
    user: SUPERUSER,
    password: address.password,
    database: 'postgres',
    // Said outright, because pg would take each of them from a PG* variable of the environment.
    ssl: false,
    options: '-c client_min_messages=warning',
    application_name: 'edda-embedded-postgres',
    connectionTimeoutMillis: patience,
    query_timeout: patience,
  });
  // Without a listener a connection that breaks between two statements would end the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** `postgres://` URL of a database on the server. */
export function databaseUrl(address: ServerAddress, database: string): string {
  const password = encodeURIComponent(address.password);
  return `postgres://${SUPERUSER}:${password}@127.0.0.1:${address.port}/${encodeURIComponent(database)}`;
}
