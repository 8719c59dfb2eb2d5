import { once } from 'node:events';
import { pause } from '@edda/kernel';
import type { Notification } from 'pg';
import { HEAD_SQL, refuseStandby, WRITERS_SQL, WritersOf } from '../read/fence.js';
import type { LogConnections, LogSession } from '../read/log-connections.js';
import type { Final } from '../read/final.js';
import { EVENT_COLUMNS, type StoredRow } from '../read/row.js';
import type { SqlClient } from '../sql-client.js';
import { APPENDED_CHANNEL } from './announcer.js';
import { SHARDS_CHANNEL } from './members.js';

/** Nobody waits longer for the end of a connection, in milliseconds. */
const CLOSE_MS = 1000;
/** A connection without an answer for so long is taken for lost, in milliseconds. */
const ANSWER_MS = 15_000;

/** What is new: every message up to `final`, as far as `rows` reaches. */
export interface Look {
  final: Final;
  rows: StoredRow[];
  /** Whether there is more up to `final`. */
  hasMore: boolean;
}

interface Rows {
  rows: unknown[][];
}

/** The one connection of a tailer: it listens, asks the fence and takes leases. Leases and fence end with it. */
export class TailSession implements SqlClient {
  private lost = false;
  private last: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly log: LogConnections,
    private readonly session: LogSession,
    /** Tells it from each other one. */
    readonly id: number,
    private readonly onLost: () => void,
  ) {
    const { connection } = session;
    connection.on('error', () => this.lose()).on('end', () => this.lose());
  }

  static async open(
    log: LogConnections,
    onNotification: (notification: Notification) => void,
    onLost: () => void,
  ): Promise<TailSession> {
    const session = await log.take();
    const opened = new TailSession(log, session, log.mark(), onLost);
    session.connection.on('notification', onNotification);
    try {
      await opened.query(`listen ${APPENDED_CHANNEL}`);
      await opened.query(`listen ${SHARDS_CHANNEL}`);
    } catch (error) {
      await opened.close();
      throw error;
    }
    return opened;
  }

  get isLost(): boolean {
    return this.lost;
  }

  async query<Row>(text: string, values: unknown[] = []): Promise<Row[]> {
    const config = { text, values, query_timeout: ANSWER_MS };
    return this.inTurn(async ({ connection }) => (await connection.query(config)).rows as Row[]);
  }

  /**
   * Asks the fence, and reads at most `size` rows of what is new behind `known`, in one round trip where nobody writes: the
   * statements run one after the other, each with a snapshot of its own.
   */
  async look(known: number, size: number, signal: AbortSignal): Promise<Look> {
    const stamp = this.log.mark();
    const nothing = { final: { position: known, stamp }, rows: [], hasMore: false };
    const rowsSql = `select ${EVENT_COLUMNS} from events e where e.position > ${known} order by e.position limit ${size}`;
    const [heads, writing, found] = await this.script(HEAD_SQL, WRITERS_SQL, rowsSql);
    const [head, standby] = heads?.[0] as [string, boolean];
    refuseStandby(standby);
    const position = Number(head);
    if (position <= known) return nothing;
    const writers = new WritersOf((writing ?? []).map(([writer]) => String(writer)));
    let rows = found as StoredRow[];
    while (!writers.haveEnded) {
      await writers.pause(signal);
      if (signal.aborted) return nothing;
      const [now, again] = await this.script(WRITERS_SQL, rowsSql);
      writers.keep((now ?? []).map(([writer]) => String(writer)));
      rows = again as StoredRow[];
    }
    const isFull = rows.length === size && Number(rows.at(-1)?.[0]) < position;
    const final = { position, stamp };
    return { final, rows: rows.filter((row) => Number(row[0]) <= position), hasMore: isFull };
  }

  /** More of what is final. */
  async read(after: number, upTo: number, size: number): Promise<StoredRow[]> {
    const [rows] = await this.script(
      `select ${EVENT_COLUMNS} from events e where e.position > ${after} and e.position <= ${upTo}
        order by e.position limit ${size}`,
    );
    return rows as StoredRow[];
  }

  /** The connection is closed, not given back: it listens, and may hold locks, which are gone when this resolves. */
  async close(): Promise<void> {
    const { connection } = this.session;
    const wasLost = this.lost;
    this.lost = true;
    connection.removeAllListeners('notification');
    const ended = once(connection, 'end').catch(() => undefined);
    connection.release(true);
    const timer = new AbortController();
    if (!wasLost) await Promise.race([ended, pause(CLOSE_MS, timer.signal)]);
    timer.abort();
  }

  /** Statements without parameters, in one round trip. */
  private async script(...statements: string[]): Promise<unknown[][][]> {
    const config = { text: statements.join(';'), rowMode: 'array', query_timeout: ANSWER_MS };
    const result = await this.inTurn(
      async ({ connection }) => (await connection.query(config)) as unknown as Rows | readonly Rows[],
    );
    return [result].flat().map(({ rows }) => rows as unknown[][]);
  }

  /** One statement at a time. */
  private inTurn<T>(run: (session: LogSession) => Promise<T>): Promise<T> {
    const result = this.last.then(() => run(this.session));
    this.last = result.catch(() => undefined);
    return result;
  }

  private lose(): void {
    if (this.lost) return;
    this.lost = true;
    this.onLost();
  }
}
