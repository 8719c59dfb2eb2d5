import pg from 'pg';
import { brokerClosed } from '../../broker/broker-errors.js';
import { connectionConfig, placeOf } from './connection-config.js';
import { translateError } from './database-errors.js';
import { SCHEMA_STATEMENTS } from './schema.js';
import type { Settings } from '../settings.js';

/** A statement that is parsed once per connection when it has a name. */
export interface Statement {
  readonly name?: string;
  readonly text: string;
}

/** Idle connections are closed after this many milliseconds. */
const IDLE_TIMEOUT = 10_000;

/** The broker's database: its pool, its schema (created before the first statement) and its failures in our words. */
export class Database {
  readonly place: string;
  private readonly pool: pg.Pool;
  private schema: Promise<void> | null = null;
  private closed = false;

  constructor(settings: Settings) {
    this.place = placeOf(settings.url);
    this.pool = new pg.Pool({
      ...connectionConfig(settings),
      max: settings.poolSize,
      idleTimeoutMillis: IDLE_TIMEOUT,
      allowExitOnIdle: true,
    });
    // A connection that breaks while idle only leaves the pool; who needs one next learns whether the server is there.
    this.pool.on('error', () => undefined);
  }

  /**
   * Runs one statement by itself, at once committed.
   *
   * @throws EddaError `BROKER.UNAVAILABLE`, `BROKER.CLOSED`, `BROKER.FAILED`
   */
  async query<Row extends object>(statement: Statement, values: unknown[] = []): Promise<Row[]> {
    if (this.closed) throw brokerClosed();
    await this.ready();
    try {
      return (await this.pool.query<Row>({ ...statement, values })).rows;
    } catch (error) {
      throw translateError(error, this.place);
    }
  }

  /** Resolves when the schema is there; a failure is not remembered. */
  ready(): Promise<void> {
    this.schema ??= this.createSchema().catch((error: unknown) => {
      this.schema = null;
      throw translateError(error, this.place);
    });
    return this.schema;
  }

  /** Lets running statements end and closes the connections. */
  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await this.pool.end();
  }

  private async createSchema(): Promise<void> {
    const client = await this.pool.connect();
    // One that breaks between two statements says so here; the next statement fails with it.
    const ignore = (): void => undefined;
    client.on('error', ignore);
    let broken: Error | undefined;
    try {
      await client.query('begin');
      for (const statement of SCHEMA_STATEMENTS) await client.query(statement);
      await client.query('commit');
    } catch (error) {
      // The connection goes and its transaction with it.
      broken = error as Error;
      throw error;
    } finally {
      client.off('error', ignore);
      client.release(broken);
    }
  }
}
