/** Where the embedded server reports what it does. */
export interface EmbeddedPostgresLogger {
  info(message: string): void;
  warn(message: string): void;
}

export const silentLogger: EmbeddedPostgresLogger = { info: () => undefined, warn: () => undefined };
