/** Where the embedded server reports what it does; Nest's `Logger` and `console` both fit. */
export interface EmbeddedPostgresLogger {
  log(message: string): void;
  warn(message: string): void;
}

export const silentLogger: EmbeddedPostgresLogger = { log: () => undefined, warn: () => undefined };
