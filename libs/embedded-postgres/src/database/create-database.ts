import pg from 'pg';
import { EmbeddedPostgresError } from '../embedded-postgres-error.js';
import { errorCode } from '../explain-failure.js';
import { withConnection, type ServerAddress } from './connect.js';

const PATIENCE_MS = 60_000;
/** PostgreSQL would cut a longer name, and then find another database by it. */
const MAX_NAME_BYTES = 63;
/** The codes by which somebody else's creation of the same database shows: duplicate_database, unique_violation. */
const ALREADY_THERE = new Set(['42P04', '23505']);

/**
 * Creates a database unless it exists.
 *
 * @throws EmbeddedPostgresError DATABASE_NAME_INVALID, PASSWORD_REJECTED
 */
export async function createDatabase(address: ServerAddress, name: string): Promise<void> {
  const bytes = Buffer.byteLength(name);
  if (bytes === 0 || bytes > MAX_NAME_BYTES || name.includes('\0')) {
    throw new EmbeddedPostgresError(
      'EMBEDDED_POSTGRES.DATABASE_NAME_INVALID',
      `"${name}" cannot be the name of a database: use 1 to ${MAX_NAME_BYTES} bytes without a null character.`,
    );
  }
  try {
    await withConnection(address, PATIENCE_MS, async (client) => {
      const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
      if (rowCount === 0) await client.query(`create database ${pg.escapeIdentifier(name)} template template0`);
    });
  } catch (error) {
    if (ALREADY_THERE.has(errorCode(error) ?? '')) return;
    throw error;
  }
}
