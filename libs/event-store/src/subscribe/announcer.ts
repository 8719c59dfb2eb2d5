import { newId, pause } from '@edda/kernel';
import type { SqlClient } from '../sql-client.js';
import type { LogActivity } from '../unit-of-work/log-activity.js';

/** Tells other processes that something was appended; the payload names the process that tells it. */
export const APPENDED_CHANNEL = 'events_appended';

/** Between two announcements at least. */
const INTERVAL_MS = 20;

/**
 * Announces the appends of this process to the tailers of others: at once after a silence, together when there are many.
 * In transactions of its own, because a NOTIFY in the append's would queue all writers behind one lock; only a hint, for
 * tailers also look by themselves.
 */
export class Announcer {
  readonly process = newId();
  private readonly unsubscribe: () => void;
  private readonly stopping = new AbortController();
  private pending = false;
  private running: Promise<void> | null = null;

  constructor(
    private readonly client: SqlClient,
    activity: LogActivity,
  ) {
    this.unsubscribe = activity.onAppended(() => {
      this.pending = true;
      this.running ??= this.announce();
    });
  }

  /** Nothing is announced from then on. */
  async stop(): Promise<void> {
    this.unsubscribe();
    this.stopping.abort();
    await this.running;
  }

  private async announce(): Promise<void> {
    while (this.pending && !this.stopping.signal.aborted) {
      this.pending = false;
      // Without waiting for the disk: it changes nothing that could be lost.
      await this.client
        .query(
          `select pg_notify('${APPENDED_CHANNEL}', $1) from set_config('synchronous_commit', 'off', true)`,
          [this.process],
          'edda-announce',
        )
        .catch(() => undefined);
      await pause(INTERVAL_MS, this.stopping.signal);
    }
    // In the same turn as the last look at `pending`, so that no append falls in between.
    this.running = null;
  }
}
