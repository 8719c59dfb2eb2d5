import { ConfigError } from '../config/config-error.js';
import { loadConfig } from '../config/load-config.js';
import type { ServiceConfig } from '../config/service-config.js';
import { createLogger } from '../logging/service-logger.js';
import { inServiceScope } from '../logging/service-scope.js';
import { createService } from './create-service.js';
import type { ProcessLike } from './process-like.js';
import type { RunningService } from './running-service.js';
import type { ServiceDefinition } from './service-definition.js';
import { runCommand } from './run-command.js';
import { StartInterrupted, StartupError } from './startup-error.js';

/** How long the modules of a service may take to close once its connections are gone. */
const CLOSE_GRACE_MS = 15_000;

/**
 * Runs one service as a process of its own, configured by the environment, until SIGTERM or SIGINT. Called with `migrate`
 * it brings the tables of the service up to date and ends.
 *
 * Exit codes: 0 after a clean stop, 1 when it could not start or stop or has failed, 2 when it was called with something
 * else, 130 on a second signal.
 */
export async function runService<C extends ServiceConfig>(
  definition: ServiceDefinition<C>,
  host: ProcessLike,
): Promise<void> {
  const [command] = host.argv?.slice(2) ?? [];
  if (command !== undefined) return runCommand(definition, command, host);
  let config: Readonly<C>;
  try {
    config = loadConfig(definition.config, host.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    host.stderr.write(`${definition.name} cannot start: ${error.problems.length > 1 ? '\n' : ''}${error.message}\n`);
    host.exit(1);
    return;
  }
  const logger = createLogger({ level: config.logLevel, service: definition.name });
  const stop = stopper(config, host, (message, error) => logger.error(message, { error }));
  host.on('SIGTERM', () => stop.signalled());
  host.on('SIGINT', () => stop.signalled());
  const failed = (reason: unknown): void => {
    inServiceScope(definition.name, () => logger.fatal('Nobody handled an error', { error: reason }));
    stop.now(1);
  };
  host.on('uncaughtException', failed);
  host.on('unhandledRejection', failed);
  try {
    stop.started(await createService(definition, { config, logger, signal: stop.signal }));
  } catch (error) {
    if (error instanceof StartInterrupted) {
      host.exit(0);
      return;
    }
    if (error instanceof StartupError) host.stderr.write(`${definition.name} cannot start: ${error.message}\n`);
    else inServiceScope(definition.name, () => logger.fatal('The service cannot start', { error }));
    host.exit(1);
  }
}

/** Stops a service once, whoever asks for it and however often. */
function stopper(config: ServiceConfig, host: ProcessLike, report: (message: string, error: unknown) => void) {
  let service: RunningService | undefined;
  let exitCode: number | undefined;
  const calledOff = new AbortController();

  const close = async (running: RunningService, code: number): Promise<void> => {
    const deadline = config.shutdownDelayMs + config.shutdownDeadlineMs + CLOSE_GRACE_MS;
    setTimeout(() => {
      report(`The service did not close within ${deadline} ms`, undefined);
      host.exit(1);
    }, deadline).unref();
    try {
      await running.close();
      host.exit(code);
    } catch (error) {
      report('The service did not close', error);
      host.exit(1);
    }
  };
  const now = (code: number): void => {
    if (exitCode !== undefined) return;
    exitCode = code;
    // Before it runs there is nothing to lose; a start that goes on is stopped when it is through.
    if (service) void close(service, code);
    else calledOff.abort();
  };
  return {
    /** Aborts when it is stopped before it runs. */
    signal: calledOff.signal,
    now,
    started(running: RunningService): void {
      service = running;
      if (exitCode !== undefined) void close(running, exitCode);
    },
    signalled(): void {
      if (exitCode !== undefined) host.exit(130);
      else now(0);
    },
  };
}
