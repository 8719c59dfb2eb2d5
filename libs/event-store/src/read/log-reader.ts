import type { PoolClient } from 'pg';
import { finalIn, type Final } from './final.js';
import type { LogConnections } from './log-connections.js';

/** Asks the log for what is final, on any of its connections, however often the server crashes meanwhile. */
export class LogReader {
  constructor(
    private readonly log: LogConnections,
    private low: number,
    private high: number,
    private final: Final,
  ) {}

  /** How far what it reads is final. */
  get top(): number {
    return this.final.position;
  }

  get isEmpty(): boolean {
    return this.low > this.high;
  }

  /** Leaves out what lies before `low` or behind `high`. */
  clip(low: number, high: number): void {
    this.low = Math.max(this.low, low);
    this.high = Math.min(this.high, high);
  }

  /** @param ask reads positions `low` to `high`; not called when none are left */
  async ask<T>(ask: (connection: PoolClient, low: number, high: number) => Promise<T>): Promise<T | null> {
    return this.log.use(async (session) => {
      // What is final outlives no crash, and a connection that is younger may have been opened behind one.
      if (session.openedAt > this.final.stamp) this.final = await finalIn(this.log, session);
      this.clip(this.low, this.final.position);
      return this.isEmpty ? null : ask(session.connection, this.low, this.high);
    });
  }
}
