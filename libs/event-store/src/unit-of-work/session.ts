import type { PoolClient } from 'pg';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import type { ExpectedVersion } from '../append/expected-version.js';
import type { PendingMessage, StreamName } from '../recorded-message.js';
import type { SqlClient } from '../sql-client.js';

export interface BufferedAppend {
  stream: StreamName;
  events: PendingMessage[];
  expected: ExpectedVersion;
  /** Whether the ids were made for this append, so that it cannot repeat another. */
  newIds: boolean;
}

interface Transaction {
  runner: QueryRunner;
  connection: PoolClient;
}

/**
 * The transaction of one unit of work: one connection, opened at the first statement, statements one after the other.
 * Used after its end it throws, so that a forgotten promise cannot write into somebody else's transaction.
 */
export class Session implements SqlClient {
  readonly appends: BufferedAppend[] = [];
  readonly outgoing: PendingMessage[] = [];
  readonly afterCommit: (() => void)[] = [];
  private opening: Promise<Transaction> | null = null;
  private last: Promise<unknown> = Promise.resolve();
  private failure: unknown;
  private collecting = true;
  private ended = false;

  constructor(private readonly dataSource: DataSource) {}

  /** Whether a statement was run, so that the transaction is open or on its way. */
  get isOpen(): boolean {
    return this.opening !== null;
  }

  /** The entity manager that writes through this transaction. */
  async manager(): Promise<EntityManager> {
    return (await this.open()).runner.manager;
  }

  async query<Row>(text: string, values: unknown[] = [], name?: string): Promise<Row[]> {
    const { connection } = await this.open();
    const { rows } = await this.inTurn(() => connection.query({ text, values, ...(name !== undefined && { name }) }));
    return rows as Row[];
  }

  /**
   * @throws Error when the transaction could not be opened or committed, also when a statement failed in it and its
   *   error was swallowed: Postgres answers such a commit by rolling back, without an error
   */
  async commit(): Promise<void> {
    await this.end(async ({ connection }) => {
      const { command } = await connection.query('commit');
      if (command === 'COMMIT') return;
      throw new Error('Nothing of this unit of work was committed: a statement failed in it, and the work went on.', {
        cause: this.failure,
      });
    });
  }

  /** Does not fail: a connection that broke has rolled back by itself. */
  async rollback(): Promise<void> {
    await this.end(({ connection }) => connection.query('rollback')).catch(() => undefined);
  }

  /** From here on appends and messages are being written: one that came now would be left out. */
  stopCollecting(): void {
    this.collecting = false;
  }

  assertCollecting(): void {
    if (!this.collecting || this.ended) throw hasEnded();
  }

  private async open(): Promise<Transaction> {
    if (this.ended) throw hasEnded();
    this.opening ??= this.begin();
    return this.opening;
  }

  private async begin(): Promise<Transaction> {
    const runner = this.dataSource.createQueryRunner();
    const connection = (await runner.connect()) as PoolClient;
    try {
      await connection.query('begin');
    } catch (error) {
      await discard({ runner, connection });
      throw error;
    }
    // What TypeORM itself notes at this point; a transaction begun over the manager is then a savepoint.
    Object.assign(runner, { isTransactionActive: true, transactionDepth: 1 });
    const query = runner.query.bind(runner) as (...parameters: Parameters<QueryRunner['query']>) => Promise<unknown>;
    // Also what the manager and the repositories over this runner do comes in turn.
    runner.query = ((...parameters: Parameters<QueryRunner['query']>) =>
      this.inTurn(() => query(...parameters))) as QueryRunner['query'];
    return { runner, connection };
  }

  /** Lets each statement wait for the one before. */
  private async inTurn<T>(statement: () => Promise<T>): Promise<T> {
    if (this.ended) throw hasEnded();
    const result = this.last.then(statement).catch((error: unknown) => {
      throw isReleased(error) && !this.ended ? connectionLost(error) : error;
    });
    this.last = result.catch((error: unknown) => (this.failure ??= error));
    return result;
  }

  private async end(statement: (transaction: Transaction) => Promise<unknown>): Promise<void> {
    this.ended = true;
    if (!this.opening) return;
    const transaction = await this.opening;
    await this.last;
    try {
      // Not through the runner: it would only end a savepoint when a nested transaction was left open.
      await statement(transaction);
    } catch (error) {
      await discard(transaction);
      throw error;
    }
    await transaction.runner.release();
  }
}

/** Closes the connection instead of giving it back: nobody knows what state its transaction is in. */
async function discard({ runner, connection }: Transaction): Promise<void> {
  void connection.end().catch(() => undefined);
  await runner.release();
}

/** TypeORM gives a connection that broke between two statements back by itself. */
function isReleased(error: unknown): boolean {
  return error instanceof Error && /AlreadyReleasedError$/.test(error.name + error.constructor.name);
}

function connectionLost(cause: unknown): Error {
  return new Error('Connection terminated in a unit of work: nothing of it was committed.', { cause });
}

function hasEnded(): Error {
  return new Error('This unit of work has ended: a promise that writes was not awaited inside it.');
}
