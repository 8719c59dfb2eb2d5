import type { Pool } from 'pg';
import { isLostConnection } from '../append/lost-connection.js';
import { plain, runAndCommit, type NamedStatement } from './one-round-trip.js';

/** Most units that share a transaction. */
const MOST_UNITS = 64;
/** One group after the other; only where one takes this long, in milliseconds, because it waits for a lock, another begins. */
const SLOW_MS = 50;
const MOST_WRITERS = 4;
/** After two groups got in each other's way every unit is committed by itself for a while, in milliseconds. */
const APART_MS = 10_000;
const DEADLOCK = '40P01';

interface Unit {
  readonly statements: readonly NamedStatement[];
  readonly committed: () => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Commits units of work that are nothing but a few statements which nobody looks at: those that wait while others are
 * written share one transaction and one round trip. When it fails each of them gets one of its own.
 */
export class WriteGroups {
  private readonly waiting: Unit[] = [];
  private writers = 0;
  private lastBegun = 0;
  private timer: NodeJS.Timeout | null = null;
  private apartUntil = 0;

  constructor(private readonly pool: () => Pool) {}

  /** @throws Error what one of the statements, or the commit, fails with: nothing of the unit is written then */
  commit(statements: readonly NamedStatement[]): Promise<void> {
    if (performance.now() < this.apartUntil) return this.write(statements);
    return new Promise((committed, failed) => {
      this.waiting.push({ statements, committed, failed });
      this.begin();
    });
  }

  private begin(): void {
    if (this.waiting.length === 0 || this.writers === MOST_WRITERS) return;
    const slowAt = this.lastBegun + SLOW_MS - performance.now();
    if (this.writers === 0 || slowAt <= 0) {
      void this.writeWaiting();
      return;
    }
    this.timer ??= setTimeout(() => {
      this.timer = null;
      this.begin();
    }, slowAt);
  }

  private async writeWaiting(): Promise<void> {
    this.writers++;
    while (this.waiting.length > 0) {
      this.lastBegun = performance.now();
      await this.writeGroup(this.waiting.splice(0, MOST_UNITS));
    }
    this.writers--;
  }

  private async writeGroup(units: readonly Unit[]): Promise<void> {
    try {
      await this.write(units.flatMap(({ statements }) => statements));
      for (const { committed } of units) committed();
    } catch (error) {
      // Whether they were committed is not known then: only who asked can tell whether to repeat them.
      if (units.length === 1 || isLostConnection(error)) {
        for (const { failed } of units) failed(error);
        return;
      }
      if ((error as { code?: unknown } | null)?.code === DEADLOCK) this.apartUntil = performance.now() + APART_MS;
      for (const { statements, committed, failed } of units) await this.write(statements).then(committed, failed);
    }
  }

  private async write(statements: readonly NamedStatement[]): Promise<void> {
    const [only, second] = statements;
    const client = await this.pool().connect();
    let broken: Error | undefined;
    // The statement under way fails with it; between two of them nobody else would listen, and the process would end.
    const lost = (error: Error): void => void (broken = error);
    client.on('error', lost);
    try {
      if (only && !second) {
        await plain(client, only);
        return;
      }
      try {
        await runAndCommit(client, statements, { begin: true });
      } catch (error) {
        await client.query('rollback').catch((failure: Error) => (broken = failure));
        throw error;
      }
    } finally {
      client.off('error', lost);
      client.release(broken);
    }
  }
}
