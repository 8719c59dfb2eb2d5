import type { PoolClient } from 'pg';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import type { ExpectedVersion } from '../append/expected-version.js';
import type { PendingMessage, StreamName } from '../recorded-message.js';
import { poolClient, type SqlClient } from '../sql-client.js';
import type { WriteGroups } from './write-groups.js';
import { runAndCommit, runBehindBegin, type NamedStatement } from './one-round-trip.js';

export interface BufferedAppend {
  stream: StreamName;
  events: PendingMessage[];
  expected: ExpectedVersion;
  /** Whether the ids were made for this append, so that it cannot repeat another. */
  newIds: boolean;
}

/** Awaited before a connection is taken; what it gives is called when the connection is given back. */
export type Opening = () => Promise<() => void>;

interface Transaction {
  runner: QueryRunner;
  connection: PoolClient;
  left: () => void;
}

/**
 * The transaction of one unit of work: one connection, opened at the first statement, statements one after the other.
 * Used after its end it throws, so that a forgotten promise cannot write into somebody else's transaction.
 */
export class Session implements SqlClient {
  readonly appends: BufferedAppend[] = [];
  readonly outgoing: PendingMessage[] = [];
  /** Run with the commit. */
  readonly writes: NamedStatement[] = [];
  readonly afterCommit: (() => void)[] = [];
  private opening: Promise<Transaction> | null = null;
  private last: Promise<unknown> = Promise.resolve();
  private failure: unknown;
  private collecting = true;
  private ended = false;
  /** Whether it was undone by {@link abort}. */
  isAborted = false;
  private committedElsewhere = false;
  private running = 0;

  /** @param signal aborts when what is done here must be undone */
  constructor(
    private readonly dataSource: DataSource,
    readonly signal: AbortSignal | null = null,
    private readonly mayOpen: Opening | null = null,
  ) {}

  /** Whether a statement was run, so that the transaction is open or on its way. */
  get isOpen(): boolean {
    return this.opening !== null;
  }

  /** Whether anything is to be appended. */
  get hasMessages(): boolean {
    return this.appends.length + this.outgoing.length > 0;
  }

  /** The entity manager that writes through this transaction. */
  async manager(): Promise<EntityManager> {
    return (await this.open()).runner.manager;
  }

  async query<Row>(text: string, values: unknown[] = [], name?: string): Promise<Row[]> {
    if (this.ended) throw hasEnded();
    const isFirst = this.opening === null;
    const opening = isFirst ? this.connect() : this.open();
    this.opening = opening;
    const { rows } = await this.inTurn(async () => {
      const { connection } = await opening;
      if (isFirst) return runBehindBegin(connection, { text, values, name });
      return connection.query({ text, values, ...(name !== undefined && { name }) });
    });
    return rows as Row[];
  }

  /**
   * @throws Error when the transaction could not be opened or committed, also when a statement failed in it and its
   *   error was swallowed: Postgres answers such a commit by rolling back, without an error
   */
  async commit(): Promise<void> {
    if (this.committedElsewhere) return;
    await this.end(async ({ connection }) => {
      const { command } = await connection.query('commit');
      if (command !== 'COMMIT') throw this.notCommitted();
    });
  }

  /** Runs last statements, one of which may fail where nothing is to be committed, and commits: in one round trip. */
  private async commitWith(statements: readonly NamedStatement[]): Promise<void> {
    let refusal: unknown = null;
    await this.end(async ({ connection }) => {
      try {
        await runAndCommit(connection, statements, { begin: false });
      } catch (error) {
        refusal = error;
        await connection.query('rollback');
      }
    });
    if (refusal !== null) throw refusal;
  }

  /** Runs what is to run with the commit now, because more is written behind it. */
  async runWrites(last: NamedStatement | null): Promise<void> {
    for (const { text, values, name } of last ? [...this.writes, last] : this.writes) {
      await this.query(text, [...values], name);
    }
    this.writes.length = 0;
  }

  /**
   * Commits, with the statements that are to run with it.
   *
   * @param last run last, unless messages were written: then it was run before them
   * @param groups who commits them when no other statement was run
   */
  async commitWhatIsLeft(last: NamedStatement | null, groups: WriteGroups): Promise<void> {
    const statements = this.hasMessages ? [] : last ? [...this.writes, last] : this.writes;
    if (statements.length === 0) return this.commit();
    if (this.isOpen) return this.commitWith(statements);
    this.leaveCommitToAnother();
    await groups.commit(statements);
  }

  /** What was collected is about to be committed by itself, and nothing else is written: too late to abort. */
  leaveCommitToAnother(): void {
    if (this.ended) throw hasEnded();
    this.ended = true;
    this.committedElsewhere = true;
  }

  /**
   * Undoes everything at once, also while a statement runs; nothing can be written any more.
   *
   * @returns false when it is too late: a commit or a rollback is under way
   */
  abort(): boolean {
    if (this.ended) return false;
    this.isAborted = true;
    if (this.running === 0) {
      void this.rollback();
      return true;
    }
    this.ended = true;
    void this.opening?.then((transaction) => this.kill(transaction)).catch(() => undefined);
    return true;
  }

  /** Does not fail: a connection that broke has rolled back by itself. */
  async rollback(): Promise<void> {
    await this.end(({ connection }) => connection.query('rollback')).catch(() => undefined);
  }

  /** From here on appends and messages are being written: one that came now would be left out. */
  stopCollecting(): void {
    if (this.ended) throw hasEnded();
    this.collecting = false;
  }

  assertCollecting(): void {
    if (!this.collecting || this.ended) throw hasEnded();
  }

  /** The server goes on with a statement whose client is gone, and keeps its locks: it is told. */
  private async kill(transaction: Transaction): Promise<void> {
    const { processID } = transaction.connection as PoolClient & { processID?: number | null };
    await discard(transaction);
    await poolClient(this.dataSource).query('select pg_terminate_backend($1)', [processID]);
  }

  private async open(): Promise<Transaction> {
    if (this.ended) throw hasEnded();
    this.opening ??= this.begin();
    return this.opening;
  }

  private async begin(): Promise<Transaction> {
    const transaction = await this.connect();
    try {
      await transaction.connection.query('begin');
    } catch (error) {
      await discard(transaction);
      throw error;
    }
    return transaction;
  }

  /** A connection, whose first statement is to begin the transaction. */
  private async connect(): Promise<Transaction> {
    if (this.ended) throw hasEnded();
    const left = this.mayOpen ? await this.mayOpen() : nothing;
    const runner = this.dataSource.createQueryRunner();
    let connection: PoolClient;
    try {
      if (this.ended) throw hasEnded();
      connection = (await runner.connect()) as PoolClient;
    } catch (error) {
      left();
      throw error;
    }
    // What TypeORM itself notes at this point; a transaction begun over the manager is then a savepoint.
    Object.assign(runner, { isTransactionActive: true, transactionDepth: 1 });
    const query = runner.query.bind(runner) as (...parameters: Parameters<QueryRunner['query']>) => Promise<unknown>;
    // Also what the manager and the repositories over this runner do comes in turn.
    runner.query = ((...parameters: Parameters<QueryRunner['query']>) =>
      this.inTurn(() => query(...parameters))) as QueryRunner['query'];
    return { runner, connection, left };
  }

  /** Lets each statement wait for the one before. */
  private async inTurn<T>(statement: () => Promise<T>): Promise<T> {
    if (this.ended) throw hasEnded();
    this.running++;
    const result = this.last.then(statement).catch((error: unknown) => {
      throw isReleased(error) && !this.ended ? connectionLost(error) : error;
    });
    this.last = result.then(
      () => this.running--,
      (error: unknown) => {
        this.running--;
        this.failure ??= error;
      },
    );
    return result;
  }

  private notCommitted(): Error {
    return new Error('Nothing of this unit of work was committed: a statement failed in it, and the work went on.', {
      cause: this.failure,
    });
  }

  private async end(statement: (transaction: Transaction) => Promise<unknown>): Promise<void> {
    if (this.ended) throw hasEnded();
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
    await giveBack(transaction);
  }
}

/** Closes the connection instead of giving it back: nobody knows what state its transaction is in. */
async function discard(transaction: Transaction): Promise<void> {
  void transaction.connection.end().catch(() => undefined);
  await giveBack(transaction);
}

async function giveBack({ runner, left }: Transaction): Promise<void> {
  try {
    await runner.release();
  } finally {
    left();
  }
}

function nothing(): void {}

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
