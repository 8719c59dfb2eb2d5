import { DataSource, type MigrationInterface } from 'typeorm';
import type { ThrowAwayPostgres } from './throw-away-postgres.js';

export interface TestDatabaseOptions {
  /** What its name begins with, so that it can be recognised in a log. */
  label?: string;
  migrations?: readonly (new () => MigrationInterface)[];
  entities?: readonly (new () => object)[];
  /** Connections at most. */
  poolSize?: number;
  /** How long a caller waits for a connection, in milliseconds. */
  connectTimeoutMs?: number;
}

/** A database with its tables, and connections to it as a service has them. */
export interface TestDatabase {
  url: string;
  dataSource: DataSource;
  /** Other connections to the same database, as another instance of the service has them. Closed with the database. */
  connect(): Promise<DataSource>;
  /** Breaks every connection to the database, as a restart of the server does. */
  breakConnections(): Promise<void>;
  close(): Promise<void>;
}

/** Creates a database on a throw-away server and runs the migrations in it. */
export async function createTestDatabase(
  postgres: ThrowAwayPostgres,
  options: TestDatabaseOptions = {},
): Promise<TestDatabase> {
  const { label, migrations = [], entities = [], poolSize = 10, connectTimeoutMs = 10_000 } = options;
  const url = await postgres.database(label);
  const open: DataSource[] = [];
  const connect = async (): Promise<DataSource> => {
    const dataSource = new DataSource({
      type: 'postgres',
      url,
      applicationName: label ?? 'test',
      poolSize,
      connectTimeoutMS: connectTimeoutMs,
      entities: [...entities],
      migrations: [...migrations],
      migrationsTransactionMode: 'each',
      extra: { lock_timeout: 10_000 },
    });
    open.push(await dataSource.initialize());
    return dataSource;
  };
  const dataSource = await connect();
  await dataSource.runMigrations();
  return {
    url,
    dataSource,
    connect,
    breakConnections: async () => {
      const admin = await new DataSource({ type: 'postgres', url: postgres.url }).initialize();
      try {
        await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [
          new URL(url).pathname.slice(1),
        ]);
      } finally {
        await admin.destroy();
      }
    },
    close: async () => {
      await Promise.all(open.map((one) => one.destroy()));
    },
  };
}
