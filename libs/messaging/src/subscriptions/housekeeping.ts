import { ALL_TOPICS } from '@edda/event-schemas';
import type { SubscriptionParts } from './subscription-parts.js';

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
/** A record that the broker has just let go may still be on its way. */
const MARGIN_MS = 7 * DAY_MS;
/** Of topics that are not declared. */
const DEFAULT_RETENTION_MS = 30 * DAY_MS;
/** How long it is known what became of a dead letter. */
const CLOSED_LETTERS_MS = 90 * DAY_MS;
const BATCH = 5000;

/** Removes what is not needed any more, once an hour: marks in the inbox that outlived their topic, closed dead letters. */
export class Housekeeping {
  private nextAt = performance.now() + Math.random() * HOUR_MS;

  constructor(private readonly parts: SubscriptionParts) {}

  async tidy(): Promise<void> {
    if (performance.now() < this.nextAt) return;
    this.nextAt = performance.now() + HOUR_MS;
    await pruneInbox(this.parts);
    await this.pruneLetters();
  }

  private async pruneLetters(): Promise<void> {
    const { client, group } = this.parts;
    await client.query(
      `delete from dead_letters
        where id in (select id from dead_letters
                      where subscription = $1 and status in ('handled', 'discarded')
                        and closed_at < now() - $2::float * interval '1 millisecond' and copy_due_at is null
                      limit $3)`,
      [group, CLOSED_LETTERS_MS, BATCH],
    );
  }
}

/**
 * Deletes the marks of messages that no broker delivers again. When none are left of what a version before has marked,
 * events are no longer looked up there.
 */
export async function pruneInbox(parts: SubscriptionParts): Promise<void> {
  const { client, group, subscription } = parts;
  const known = ALL_TOPICS.filter(({ name }) => subscription.topics.includes(name)).map(
    ({ retentionMs }) => retentionMs,
  );
  const retentionMs = Math.max(...(known.length > 0 ? known : [DEFAULT_RETENTION_MS])) + MARGIN_MS;
  for (;;) {
    const gone = await client.query(
      `delete from inbox
        where (subscription, message_id) in (
          select subscription, message_id from inbox
           where subscription = $1 and handled_at < now() - $2::float * interval '1 millisecond' limit $3)
       returning 1`,
      [group, retentionMs, BATCH],
    );
    if (gone.length < BATCH) break;
  }
  if (!parts.checksInbox) return;
  const rows = await client.query<{ checks_inbox: boolean }>(
    `update subscriptions set checks_inbox = exists (select from inbox where subscription = $1)
      where name = $1 returning checks_inbox`,
    [group],
  );
  parts.checksInbox = rows[0]?.checks_inbox ?? false;
}
