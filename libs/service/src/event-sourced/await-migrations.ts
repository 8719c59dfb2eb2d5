import { pause } from '@edda/kernel';
import { StartInterrupted, StartupError } from '../bootstrap/startup-error.js';
import { openWaitingRoom } from '../bootstrap/waiting-room.js';
import type { Waiting } from '../bootstrap/service-definition.js';
import type { StatefulServiceConfig } from '../config/stateful-service-config.js';
import { redactText } from '../logging/redact.js';
import type { Persistence } from './event-sourced.module.js';
import { pendingMigrations } from './tables-of.js';

/** Milliseconds between two looks at the database. */
const LOOK_MS = 500;

/** Why the service cannot start yet, and how many migrations are still to run, as far as that is known. */
interface Missing {
  readonly reason: string;
  readonly count: number;
}

/**
 * Waits until somebody has brought the tables of a service up to this build, or further. Meanwhile `/health/live` is
 * answered and `/health/ready` says why not yet. A database that cannot be reached is waited for likewise.
 *
 * @throws StartupError when the time is up; StartInterrupted when the signal aborts
 */
export async function awaitMigrations(
  service: string,
  config: StatefulServiceConfig,
  { migrations }: Pick<Persistence, 'migrations'>,
  { signal, logger }: Waiting,
): Promise<void> {
  const { databaseUrl, migrationsTimeoutMs } = config;
  const look = async (): Promise<Missing | null> => {
    try {
      const pending = await pendingMigrations(service, databaseUrl, migrations);
      return pending.length > 0 ? { count: pending.length, reason: `${pending.join(', ')} still to run` } : null;
    } catch (error) {
      return { count: 1, reason: redactText(`${databaseUrl} cannot be reached: ${(error as Error).message}`) };
    }
  };
  const startedAt = performance.now();
  let missing = await look();
  if (missing === null) return;
  const room = await openWaitingRoom(config);
  try {
    for (let told = ''; missing !== null; missing = await look()) {
      const { reason, count } = missing;
      room.tell({ migrations: reason }, gauge(service, count));
      if (reason !== told) logger.info('Waiting for the tables to be brought up to date', { missing: reason });
      told = reason;
      if (performance.now() - startedAt >= migrationsTimeoutMs) {
        throw new StartupError(
          `The tables of ${service} were not brought up to date within ${migrationsTimeoutMs} ms (${reason}): ` +
            'run this build with "migrate", or set MIGRATIONS to "apply".',
        );
      }
      await pause(LOOK_MS, signal);
      if (signal.aborted) throw new StartInterrupted();
    }
  } finally {
    await room.close();
  }
}

function gauge(service: string, count: number): string {
  return `# TYPE edda_migrations_pending gauge\nedda_migrations_pending{service="${service}"} ${count}\n`;
}
