import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { EmbeddedPostgres, EmbeddedPostgresLogger } from '../src/index.js';

/** initdb and a server take a second or two, and longer on a busy machine. */
export const TIMEOUT_MS = 120_000;

/** Nothing here needs to survive a power failure. */
export const FAST = { fsync: false };

export const isRoot = process.getuid?.() === 0;
export const onLinux = process.platform === 'linux';

/** A folder of the test's own; its name is one that careless code stumbles over. */
export async function temporaryFolder(): Promise<string> {
  return realpath(await mkdtemp(join(tmpdir(), "edda wörk $HOME'-")));
}

export async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}

/** The first column of the first row. */
export async function queryOne(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<unknown[]>({ text: sql, rowMode: 'array' });
    return rows[0]?.[0];
  } finally {
    await client.end();
  }
}

export function setting(server: EmbeddedPostgres, name: string): Promise<unknown> {
  return queryOne(server.url('postgres'), `show ${name}`);
}

export class RecordedLog implements EmbeddedPostgresLogger {
  readonly messages: string[] = [];
  readonly warnings: string[] = [];
  info(message: string): void {
    this.messages.push(message);
  }
  warn(message: string): void {
    this.warnings.push(message);
  }
}
