import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import type { ExpectedVersion } from '../append/expected-version.js';
import type { PendingMessage, StreamName } from '../recorded-message.js';
import type { SqlClient } from '../sql-client.js';

export interface BufferedAppend {
  stream: StreamName;
  events: PendingMessage[];
  expected: ExpectedVersion;
}

/**
 * The transaction of one unit of work: one connection, opened at the first statement, statements one after the other.
 * Used after its end it throws, so that a forgotten promise cannot write into somebody else's transaction.
 */
export class Session implements SqlClient {
  readonly appends: BufferedAppend[] = [];
  readonly outgoing: PendingMessage[] = [];
  readonly afterCommit: (() => void)[] = [];
  private runner: QueryRunner | null = null;
  private opening: Promise<QueryRunner> | null = null;
  private last: Promise<unknown> = Promise.resolve();
  private ended = false;

  constructor(private readonly dataSource: DataSource) {}

  get isOpen(): boolean {
    return this.runner !== null;
  }

  /** The entity manager that writes through this transaction. */
  async manager(): Promise<EntityManager> {
    return (await this.open()).manager;
  }

  async query<Row>(sql: string, parameters?: unknown[]): Promise<Row[]> {
    return (await (await this.open()).query(sql, parameters)) as Row[];
  }

  async commit(): Promise<void> {
    this.ended = true;
    await this.last;
    await this.finish((runner) => runner.commitTransaction());
  }

  async rollback(): Promise<void> {
    this.ended = true;
    await this.last;
    // A connection that broke has rolled back by itself; its error is the one that brought us here.
    await this.finish((runner) => runner.rollbackTransaction().catch(() => undefined));
  }

  assertActive(): void {
    if (this.ended) {
      throw new Error('This unit of work has ended: a promise that writes was not awaited inside it.');
    }
  }

  private open(): Promise<QueryRunner> {
    this.assertActive();
    this.opening ??= this.begin();
    return this.opening;
  }

  private async begin(): Promise<QueryRunner> {
    const runner = this.dataSource.createQueryRunner();
    await runner.connect();
    try {
      await runner.startTransaction();
    } catch (error) {
      await runner.release();
      throw error;
    }
    const query = runner.query.bind(runner) as (...parameters: Parameters<QueryRunner['query']>) => Promise<unknown>;
    runner.query = ((...parameters: Parameters<QueryRunner['query']>) => {
      const isEnding = /^(commit|rollback)/i.test(String(parameters[0]));
      if (!isEnding) this.assertActive();
      const result = this.last.then(() => query(...parameters));
      this.last = result.catch(() => undefined);
      return result;
    }) as QueryRunner['query'];
    this.runner = runner;
    return runner;
  }

  private async finish(end: (runner: QueryRunner) => Promise<void>): Promise<void> {
    const runner = this.runner ?? (await this.opening?.catch(() => null)) ?? null;
    if (!runner) return;
    try {
      await end(runner);
    } finally {
      await runner.release();
    }
  }
}
