export { eventually } from './eventually.js';
export { watchFolder, type FolderWatchdog } from './folder-watchdog.js';
export { installedPostgres } from './installed-postgres.js';
export { POSTGRES_START_TIMEOUT_MS, startThrowAwayPostgres, type ThrowAwayPostgres } from './throw-away-postgres.js';
export { createTestDatabase, type TestDatabase, type TestDatabaseOptions } from './test-database.js';
