import pg from 'pg';

/**
 * A pool of connections. Between the moment in which a connection is ready and the one in which it is handed out nobody
 * listens to its errors; one that came then would end the process.
 */
export function openPool(config) {
  const pool = new pg.Pool(config);
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}
