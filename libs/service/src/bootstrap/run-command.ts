import { ConfigError } from '../config/config-error.js';
import { loadProperties } from '../config/load-config.js';
import { ServiceConfig } from '../config/service-config.js';
import { createLogger } from '../logging/service-logger.js';
import { inServiceScope } from '../logging/service-scope.js';
import type { ProcessLike } from './process-like.js';
import type { ServiceDefinition } from './service-definition.js';
import { StartupError } from './startup-error.js';

const MIGRATE = 'migrate';
const STOPPED = { SIGTERM: 143, SIGINT: 130 };

/**
 * Carries out what a service can do besides running: `migrate`.
 *
 * Exit codes: 0 when it is done, 1 when it failed, 2 when there is no such command, 128 and the signal when it was stopped.
 */
export async function runCommand<C extends ServiceConfig>(
  definition: ServiceDefinition<C>,
  command: string,
  host: ProcessLike,
): Promise<void> {
  const { name } = definition;
  if (command !== MIGRATE) {
    host.stderr.write(`${name} has no command "${command}": call it with "${MIGRATE}", or with nothing to run it.\n`);
    host.exit(2);
    return;
  }
  if (!definition.migrate) {
    host.stderr.write(`${name} keeps nothing in a database: there is nothing to migrate.\n`);
    host.exit(2);
    return;
  }
  // As the first process of a container it would not hear them otherwise. What it was at is undone or taken up again.
  for (const [signal, code] of Object.entries(STOPPED)) host.on(signal, () => host.exit(code));
  try {
    const { logLevel } = loadProperties(ServiceConfig, host.env, ['logLevel']);
    const logger = createLogger({ level: logLevel, service: name });
    await inServiceScope(name, () => definition.migrate?.(host.env, logger));
    host.exit(0);
  } catch (error) {
    host.stderr.write(`${name} cannot migrate: ${sentence(error)}\n`);
    host.exit(1);
  }
}

function sentence(error: unknown): string {
  if (error instanceof ConfigError) return `${error.problems.length > 1 ? '\n' : ''}${error.message}`;
  if (error instanceof StartupError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
