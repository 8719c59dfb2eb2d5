export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** From few lines to many; `silent` writes none. */
export type LogLevel = (typeof LOG_LEVELS)[number];

/** What a line says besides its message. `error` is written with its stack and its causes. */
export type LogFields = Readonly<Record<string, unknown>>;

/** A log for code that does not know Nest. Service, correlation and tenant come from the async context. */
export interface Logger {
  error(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  debug(message: string, fields?: LogFields): void;
}
