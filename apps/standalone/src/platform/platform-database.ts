import { startEmbeddedPostgres } from '@edda/embedded-postgres';
import type { Logger } from '@edda/service';
import pg from 'pg';

/** A PostgreSQL server with a database per service. */
export interface PlatformDatabase {
  url(database: string): string;
  stop(): Promise<void>;
}

/** Our own server on a folder, or the one that a URL names; the databases are created where they are missing. */
export async function openPlatformDatabase(
  directory: string,
  serverUrl: string | undefined,
  databases: readonly string[],
  logger: Logger,
): Promise<PlatformDatabase> {
  if (serverUrl) return useServer(serverUrl, databases);
  const server = await startEmbeddedPostgres({
    directory,
    logger: { info: (text) => logger.info(text), warn: (text) => logger.warn(text) },
  });
  for (const database of databases) await server.createDatabase(database);
  return server;
}

/** Encoding and order must not depend on how the server was set up. */
async function createDatabase(client: pg.Client, database: string): Promise<void> {
  const create = (characters: string) =>
    client.query(
      `create database ${client.escapeIdentifier(database)} encoding 'UTF8' lc_collate 'C' lc_ctype '${characters}' template template0`,
    );
  // With C alone, full-text search takes curly quotes for letters; some systems know no C.UTF-8.
  await create('C.UTF-8').catch(() => create('C'));
}

async function useServer(serverUrl: string, databases: readonly string[]): Promise<PlatformDatabase> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    for (const database of databases) {
      const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [database]);
      if (!rowCount) await createDatabase(client, database);
    }
  } finally {
    await client.end();
  }
  return {
    url: (database) => {
      const url = new URL(serverUrl);
      url.pathname = `/${encodeURIComponent(database)}`;
      return url.href;
    },
    stop: () => Promise.resolve(),
  };
}
