import pg from 'pg';
import type { ThrowAwayPostgres } from './throw-away-postgres.js';
import { uniqueName } from './unique-name.js';

/** Databases on a server that others run; they are dropped at the end. */
export async function withExternalServer(serverUrl: string): Promise<ThrowAwayPostgres> {
  const created: string[] = [];
  const execute = async (sql: string): Promise<void> => {
    const client = new pg.Client({ connectionString: serverUrl });
    await client.connect();
    try {
      await client.query(sql);
    } finally {
      await client.end();
    }
  };
  // Says at once that the server cannot be used, instead of in the first test.
  await execute('select');
  return {
    url: serverUrl,
    async database(label) {
      const name = uniqueName(label);
      await execute(`create database ${pg.escapeIdentifier(name)} template template0 encoding 'UTF8'`);
      created.push(name);
      const url = new URL(serverUrl);
      url.pathname = `/${name}`;
      return url.href;
    },
    async stop() {
      for (const name of created.splice(0)) {
        await execute(`drop database if exists ${pg.escapeIdentifier(name)} with (force)`);
      }
    },
  };
}
