import type { Context } from '@edda/event-schemas';
import { StartupError } from '../bootstrap/startup-error.js';
import { loadProperties, type ConfigClass, type Environment } from '../config/load-config.js';
import type { StatefulServiceConfig } from '../config/stateful-service-config.js';
import type { Logger } from '../logging/logger.js';
import { redactText } from '../logging/redact.js';
import type { Persistence } from './event-sourced.module.js';
import { openDatabase } from './open-database.js';
import { openSubjectKeys } from './open-subject-keys.js';
import { pendingMigrations } from './tables-of.js';

/**
 * Brings the database of a service, and that of the keys when it is configured, up to date. May run while older and newer
 * processes are at work, several times at once, and again after it was interrupted.
 *
 * @throws ConfigError, or StartupError when a database cannot be reached
 */
export async function migrateDatabase(
  service: Context,
  configClass: ConfigClass<StatefulServiceConfig>,
  persistence: Persistence,
  env: Environment,
  logger: Logger,
): Promise<void> {
  const config = loadProperties(configClass, env, ['databaseUrl', 'keysUrl', 'keysSecret', 'keysFormerSecret']);
  const { databaseUrl } = config;
  const pending = await pendingMigrations(service, databaseUrl, persistence.migrations).catch((error: unknown) => {
    throw new StartupError(
      `The database of ${service} cannot be reached at ${redactText(databaseUrl)}: ${(error as Error).message}`,
      { cause: error },
    );
  });
  await (await openDatabase(service, { databaseUrl, migrations: 'apply' }, persistence)).destroy();
  if (config.keysUrl !== null) await (await openSubjectKeys(service, config))?.close();
  if (pending.length > 0) logger.info('The tables are up to date now', { migrations: pending });
  else logger.info('The tables were up to date');
}
