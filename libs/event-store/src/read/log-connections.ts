import type { Pool, PoolClient, QueryArrayConfig } from 'pg';
import type { DataSource } from 'typeorm';
import { poolOf } from '../sql-client.js';

/** A connection of the pool while it is in use. */
export interface LogSession {
  readonly connection: PoolClient;
  /** When it was opened, on the count of {@link LogConnections.mark}; 0 when that was before the count began. */
  readonly openedAt: number;
}

/** Which of two moments came first, the opening of a connection or another one, in the life of a pool. */
class PoolHistory {
  private readonly openings = new WeakMap<PoolClient, number>();
  private count = 0;

  constructor(pool: Pool) {
    pool.on('connect', (connection) => {
      // Nobody else listens until its first user has it: an error in between would bring the process down.
      connection.on('error', ignore);
      this.openings.set(connection, this.mark());
    });
  }

  mark(): number {
    return ++this.count;
  }

  openingOf(connection: PoolClient): number {
    return this.openings.get(connection) ?? 0;
  }
}

const histories = new WeakMap<Pool, PoolHistory>();

/**
 * The connections of a DataSource without TypeORM's wrapper around each statement, and when they were opened. A server
 * that crashes breaks all of them, so what was true of the log when an older connection is still alive has outlived no
 * crash.
 */
export class LogConnections {
  constructor(readonly dataSource: DataSource) {
    if (dataSource.isInitialized) this.history();
  }

  /** How many there are at most. */
  get size(): number {
    return poolOf(this.dataSource).options.max;
  }

  /** A moment: higher than each before it, and than the opening of each connection that is open. */
  mark(): number {
    return this.history().mark();
  }

  /** Runs `work` on a connection; one that fails in it is closed instead of going back to the pool. */
  async use<T>(work: (session: LogSession) => Promise<T>): Promise<T> {
    const session = await this.take();
    const { connection } = session;
    // Without a listener the loss of a connection between two statements would bring the process down.
    connection.on('error', ignore);
    let failed = true;
    try {
      const result = await work(session);
      failed = false;
      return result;
    } finally {
      connection.release(failed);
      connection.off('error', ignore);
    }
  }

  /** A connection to keep; whoever takes it releases it and listens to its errors. */
  async take(): Promise<LogSession> {
    const history = this.history();
    const connection = await poolOf(this.dataSource).connect();
    return { connection, openedAt: history.openingOf(connection) };
  }

  private history(): PoolHistory {
    const pool = poolOf(this.dataSource);
    const history = histories.get(pool) ?? new PoolHistory(pool);
    histories.set(pool, history);
    return history;
  }
}

/** Rows as arrays, in the order of the columns. */
export async function rowsOf<Row extends unknown[]>(
  connection: Pick<PoolClient, 'query'>,
  text: string,
  values: unknown[] = [],
  name?: string,
): Promise<Row[]> {
  const config: QueryArrayConfig = { text, values, rowMode: 'array', ...(name && { name }) };
  return (await connection.query<Row>(config)).rows;
}

function ignore(): void {
  return;
}
