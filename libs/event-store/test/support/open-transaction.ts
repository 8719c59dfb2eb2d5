import type { DataSource, QueryRunner } from 'typeorm';
import { appendStream, type PendingMessage, type StreamName } from '../../src/index.js';

/** A transaction of its own that appends and stays open, as one does whose commit is late. */
export class OpenTransaction {
  private constructor(private readonly runner: QueryRunner) {}

  static async begin(dataSource: DataSource): Promise<OpenTransaction> {
    const runner = dataSource.createQueryRunner();
    await runner.startTransaction();
    return new OpenTransaction(runner);
  }

  async append(stream: StreamName, ...events: PendingMessage[]): Promise<void> {
    const result = await appendStream(this.client, stream, events, 'any');
    if (!result.ok) throw new Error('"any" never conflicts.');
  }

  async query(sql: string): Promise<void> {
    await this.runner.query(sql);
  }

  async commit(): Promise<void> {
    await this.runner.commitTransaction();
    await this.runner.release();
  }

  async rollback(): Promise<void> {
    await this.runner.rollbackTransaction();
    await this.runner.release();
  }

  private get client() {
    return {
      query: <Row>(sql: string, parameters?: unknown[]) => this.runner.query(sql, parameters) as Promise<Row[]>,
    };
  }
}
