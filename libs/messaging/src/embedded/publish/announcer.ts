import type { Database } from '../database/database.js';

/** The channel on which the names of topics with new records are announced, separated by commas; none: any topic. */
export const RECORDS_CHANNEL = 'broker_records';

const NOTIFY = { name: 'edda-broker-notify', text: `select pg_notify('${RECORDS_CHANNEL}', $1)` };

/** Postgres takes less than 8000 bytes. */
const MAX_PAYLOAD = 7_900;

/**
 * Tells everybody who listens that topics have new records: in a transaction of its own, because NOTIFY queues all
 * writers behind one lock, and one statement at a time, in which the topics of all publishes meanwhile are put together.
 * Only a hint: who misses it finds the records at the next poll.
 */
export class Announcer {
  private readonly topics = new Set<string>();
  private sending: Promise<void> | null = null;

  constructor(private readonly database: Database) {}

  announce(topics: Iterable<string>): void {
    for (const topic of topics) this.topics.add(topic);
    this.sending ??= this.send();
  }

  /** Resolves when everything was announced. */
  async settled(): Promise<void> {
    await this.sending;
  }

  private async send(): Promise<void> {
    while (this.topics.size > 0) {
      const names = [...this.topics].join(',');
      this.topics.clear();
      await this.database.query(NOTIFY, [names.length > MAX_PAYLOAD ? '' : names]).catch(() => undefined);
    }
    this.sending = null;
  }
}
