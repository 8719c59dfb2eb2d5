/** A running PostgreSQL server of our own. */
export interface EmbeddedPostgres {
  /** The port on 127.0.0.1. */
  readonly port: number;
  /** Process number of the server. */
  readonly pid: number;
  /** Whether it was running already, left behind by a process that was killed. */
  readonly adopted: boolean;

  /** `postgres://` URL of a database, with the password: not for logs. The database need not exist yet. */
  url(database: string): string;

  /**
   * Creates a database unless it exists.
   *
   * @throws EmbeddedPostgresError DATABASE_NAME_INVALID
   */
  createDatabase(name: string): Promise<void>;

  /**
   * Stops the server: sessions are cut off, what is committed is written out. Resolves when the process is gone; further
   * calls give the same promise.
   *
   * @throws EmbeddedPostgresError STOP_FAILED
   */
  stop(): Promise<void>;
}
