import { EVENT_STORE_MIGRATIONS } from '@edda/event-store';
import { MESSAGING_MIGRATIONS } from '@edda/messaging';
import { SAGA_MIGRATIONS } from '@edda/sagas';
import pg from 'pg';
import type { MigrationInterface } from 'typeorm';

type Migrations = readonly (new () => MigrationInterface)[];

/** Where TypeORM notes which migrations have run. */
export const MIGRATIONS_TABLE = 'migrations';

/** All migrations of a service: what every one keeps, and its own. */
export function migrationsOf(own: Migrations): Migrations {
  return [...EVENT_STORE_MIGRATIONS, ...MESSAGING_MIGRATIONS, ...SAGA_MIGRATIONS, ...own];
}

/**
 * Which migrations of this build a database has not seen. Those of a newer build that it has seen do not matter. Nothing
 * is changed, and no right to change anything is needed.
 *
 * @throws Error when the database cannot be reached or read
 */
export async function pendingMigrations(service: string, url: string, own: Migrations): Promise<string[]> {
  const client = new pg.Client({
    connectionString: url,
    application_name: `edda ${service}`,
    connectionTimeoutMillis: 10_000,
    query_timeout: 10_000,
  });
  // What breaks while it is asked is told by the question.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows: known } = await client.query<{ exists: boolean }>('select to_regclass($1) is not null as exists', [
      MIGRATIONS_TABLE,
    ]);
    const { rows } = known[0]?.exists
      ? await client.query<{ name: string }>(`select name from ${MIGRATIONS_TABLE}`)
      : { rows: [] };
    const seen = new Set(rows.map(({ name }) => name));
    return migrationsOf(own)
      .map((Migration) => new Migration().name ?? Migration.name)
      .filter((name) => !seen.has(name));
  } finally {
    await client.end().catch(() => undefined);
  }
}
