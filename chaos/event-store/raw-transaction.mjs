import { appendStream } from '@edda/event-store';
import { newId } from '@edda/kernel';

/** A transaction without a unit of work: it appends early and commits when it likes. */
export class RawTransaction {
  #ended = false;

  constructor(connection) {
    this.connection = connection;
  }

  /** @param {import('pg').Pool} pool */
  static async run(pool, work) {
    const connection = await pool.connect();
    let failure;
    try {
      const transaction = new RawTransaction(connection);
      await connection.query('begin');
      await work(transaction);
      if (!transaction.#ended) await transaction.rollback();
    } catch (error) {
      failure = error;
      throw error;
    } finally {
      connection.release(failure);
    }
  }

  async query(sql, parameters) {
    return (await this.connection.query(sql, parameters)).rows;
  }

  async append(stream, events, expected) {
    const result = await appendStream(
      this,
      stream,
      events.map((event) => pending(stream, event)),
      expected,
    );
    if (!result.ok) throw new Error(`A transaction by hand met a conflict in ${stream.streamId}.`);
  }

  async commit() {
    this.#ended = true;
    await this.connection.query('commit');
  }

  async rollback() {
    this.#ended = true;
    await this.connection.query('rollback');
  }
}

function pending(stream, { definition, data, id }) {
  return {
    id,
    kind: definition.kind,
    ...stream,
    type: definition.type,
    schemaVersion: definition.version,
    topic: definition.topic?.name ?? null,
    data,
    metadata: { correlationId: newId(), causationId: null, userId: null, traceparent: null, source: 'chaos' },
    recordedAt: new Date(),
  };
}
