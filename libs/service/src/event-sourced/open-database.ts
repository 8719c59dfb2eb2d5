import { runMigrations } from '@edda/event-store';
import { DataSource } from 'typeorm';
import { StartupError } from '../bootstrap/startup-error.js';
import type { StatefulServiceConfig } from '../config/stateful-service-config.js';
import { redactText } from '../logging/redact.js';
import type { Persistence } from './event-sourced.module.js';
import { MIGRATIONS_TABLE, migrationsOf } from './tables-of.js';

/** Connections of one service; idle ones are closed after a while. */
const POOL_SIZE = 4;

/**
 * Connects to a service's database and, unless somebody else does, brings its tables up to date. Several instances may
 * start at once: one migrates, the others wait.
 *
 * @throws StartupError when the database cannot be reached
 */
export async function openDatabase(
  service: string,
  { databaseUrl, migrations: mode }: Pick<StatefulServiceConfig, 'databaseUrl' | 'migrations'>,
  { entities, migrations }: Persistence,
): Promise<DataSource> {
  const dataSource = new DataSource({
    type: 'postgres',
    url: databaseUrl,
    applicationName: `edda ${service}`,
    poolSize: POOL_SIZE,
    connectTimeoutMS: 10_000,
    entities: [...entities],
    migrations: [...migrationsOf(migrations)],
    migrationsTableName: MIGRATIONS_TABLE,
    migrationsTransactionMode: 'each',
    extra: {
      idleTimeoutMillis: 5_000,
      keepAlive: true,
      lock_timeout: 10_000,
      idle_in_transaction_session_timeout: 30_000,
    },
  });
  try {
    await dataSource.initialize();
  } catch (error) {
    const where = redactText(databaseUrl);
    throw new StartupError(`The database of ${service} cannot be reached at ${where}: ${(error as Error).message}`, {
      cause: error,
    });
  }
  if (mode === 'apply') await runMigrations(dataSource);
  return dataSource;
}
