import type { LoggerService } from '@nestjs/common';
import { currentContext } from '@edda/kernel';
import {
  destination as fileDestination,
  pino,
  stdTimeFunctions,
  type DestinationStream,
  type Logger as Pino,
} from 'pino';
import type { Logger, LogLevel } from './logger.js';
import { logEntry } from './log-entry.js';
import { scopedService } from './service-scope.js';

export interface LoggerOptions {
  readonly level?: LogLevel;
  /** Where lines go: one stream for all, or a stream for each service. Standard output unless said otherwise. */
  readonly destination?: DestinationStream | ((service: string) => DestinationStream);
  /** The service of lines written outside every service. */
  readonly service?: string;
}

/** Parts of Nest whose start-up lines are only of use when looking for a fault in the wiring. */
const CHATTY = new Set(['InstanceLoader', 'NestFactory', 'RoutesResolver', 'RouterExplorer', 'NestApplication']);

/**
 * Structured JSON logs, one line each. Several services of one process share one logger, because Nest keeps one for
 * the process: each line takes its service, correlation, causation and tenant from the async context.
 */
export class ServiceLogger implements Logger, LoggerService {
  private readonly loggers = new Map<string, Pino>();

  constructor(private readonly options: LoggerOptions) {}

  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  info(message: unknown, ...rest: unknown[]): void {
    this.write('info', message, rest);
  }

  /** What Nest calls an ordinary line. */
  log(message: unknown, ...rest: unknown[]): void {
    this.write(CHATTY.has(String(rest.at(-1))) ? 'debug' : 'info', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest);
  }

  private write(level: Exclude<LogLevel, 'silent'>, message: unknown, rest: readonly unknown[]): void {
    const context = currentContext();
    const service = scopedService() ?? context?.service ?? this.options.service ?? 'edda';
    const logger = this.loggerOf(service);
    if (!logger.isLevelEnabled(level)) return;
    const { text, fields } = logEntry(message, rest);
    logger[level](
      {
        service,
        ...(context && {
          correlationId: context.correlationId,
          causationId: context.causationId ?? undefined,
          tenantId: context.tenantId,
          userId: context.userId ?? undefined,
          // The second part of a W3C traceparent: leads from a line to its trace.
          traceId: context.traceparent?.split('-')[1],
        }),
        ...fields,
      },
      text,
    );
  }

  private loggerOf(service: string): Pino {
    let logger = this.loggers.get(service);
    if (!logger) {
      const { destination, level = 'info' } = this.options;
      // Written at once: the last lines before an exit are the ones somebody will look for.
      const stream =
        typeof destination === 'function'
          ? destination(service)
          : (destination ?? fileDestination({ dest: 1, sync: true }));
      logger = pino(
        {
          level,
          base: undefined,
          messageKey: 'message',
          timestamp: stdTimeFunctions.isoTime,
          formatters: { level: (label) => ({ level: label }) },
        },
        stream,
      );
      this.loggers.set(service, logger);
    }
    return logger;
  }
}

export function createLogger(options: LoggerOptions = {}): ServiceLogger {
  return new ServiceLogger(options);
}
