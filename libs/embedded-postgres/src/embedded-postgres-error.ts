/** What went wrong with the embedded server; stable, so that a caller may react to one of them. */
export type EmbeddedPostgresErrorCode =
  | 'EMBEDDED_POSTGRES.ACCOUNT_MISSING'
  | 'EMBEDDED_POSTGRES.BINARIES_BROKEN'
  | 'EMBEDDED_POSTGRES.BINARIES_MISSING'
  | 'EMBEDDED_POSTGRES.CLUSTER_DAMAGED'
  | 'EMBEDDED_POSTGRES.DATABASE_NAME_INVALID'
  | 'EMBEDDED_POSTGRES.DIRECTORY_HELD'
  | 'EMBEDDED_POSTGRES.DIRECTORY_UNUSABLE'
  | 'EMBEDDED_POSTGRES.DISK_FULL'
  | 'EMBEDDED_POSTGRES.INITDB_FAILED'
  | 'EMBEDDED_POSTGRES.PASSWORD_MISSING'
  | 'EMBEDDED_POSTGRES.PASSWORD_REJECTED'
  | 'EMBEDDED_POSTGRES.PERMISSION_DENIED'
  | 'EMBEDDED_POSTGRES.PORT_IN_USE'
  | 'EMBEDDED_POSTGRES.SETTING_INVALID'
  | 'EMBEDDED_POSTGRES.START_FAILED'
  | 'EMBEDDED_POSTGRES.STOP_FAILED'
  | 'EMBEDDED_POSTGRES.VERSION_MISMATCH';

/**
 * A failure of the embedded server. `message` says what was wrong, with which path or value, and what to do; where the
 * server or initdb said something, its last lines follow.
 */
export class EmbeddedPostgresError extends Error {
  override readonly name: string = 'EmbeddedPostgresError';

  constructor(
    readonly code: EmbeddedPostgresErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
