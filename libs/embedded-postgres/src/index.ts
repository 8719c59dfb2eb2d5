export { EmbeddedPostgresError, type EmbeddedPostgresErrorCode } from './embedded-postgres-error.js';
export type { EmbeddedPostgres } from './embedded-postgres.js';
export type { EmbeddedPostgresLogger } from './logger.js';
export type { ServerSettings } from './cluster/server-settings.js';
export { startEmbeddedPostgres, type EmbeddedPostgresOptions } from './start-embedded-postgres.js';
