import { EVENT_STORE_MIGRATIONS, runMigrations } from '@edda/event-store';
import { MESSAGING_MIGRATIONS } from '@edda/messaging';
import { SAGA_MIGRATIONS } from '@edda/sagas';
import { DataSource } from 'typeorm';
import { StartupError } from '../bootstrap/startup-error.js';
import { redactText } from '../logging/redact.js';
import type { Persistence } from './event-sourced.module.js';

/** Connections of one service; idle ones are closed after a while. */
const POOL_SIZE = 4;

/**
 * Connects to a service's database and brings its tables up to date. Several instances may start at once: one migrates,
 * the others wait.
 */
export async function openDatabase(
  service: string,
  url: string,
  { entities, migrations }: Persistence,
): Promise<DataSource> {
  const dataSource = new DataSource({
    type: 'postgres',
    url,
    applicationName: `edda ${service}`,
    poolSize: POOL_SIZE,
    connectTimeoutMS: 10_000,
    entities: [...entities],
    migrations: [...EVENT_STORE_MIGRATIONS, ...MESSAGING_MIGRATIONS, ...SAGA_MIGRATIONS, ...migrations],
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
    const where = redactText(url);
    throw new StartupError(`The database of ${service} cannot be reached at ${where}: ${(error as Error).message}`, {
      cause: error,
    });
  }
  await runMigrations(dataSource);
  return dataSource;
}
