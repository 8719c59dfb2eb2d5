import { EddaError } from '@edda/kernel';
import type { OutgoingRecord } from '../broker/broker.js';
import { revive, type StoredRecord } from '../subscriptions/parked-message.js';
import type { SubscriptionParts } from '../subscriptions/subscription-parts.js';
import { deadLetterRecord, withoutContent } from './dead-letter-record.js';
import { DEAD_LETTERS_TOPIC } from './dead-letters-topic.js';

const BATCH = 50;
/** How long other processes leave a letter alone that this one copies, in seconds. */
const CLAIM_S = 30;

interface CopiedRow {
  id: string;
  record: StoredRecord;
  code: string;
  message: string;
  error_class: string;
  stack: string | null;
  attempts: number;
  died_at: string;
}

/**
 * Publishes the dead letters of a subscription that were not published yet. The table says which: what a crash leaves
 * between the two is published again.
 */
export async function copyDeadLetters({ client, group, options }: SubscriptionParts): Promise<void> {
  for (;;) {
    const letters = await client.query<CopiedRow>(
      `update dead_letters set copy_due_at = now() + $3::int * interval '1 second'
        where id in (select id from dead_letters where subscription = $1 and copy_due_at <= now()
                      order by id limit $2 for update skip locked)
       returning id, record, code, message, error_class, stack, attempts, died_at::text`,
      [group, BATCH, CLAIM_S],
      'edda-letters-to-copy',
    );
    if (letters.length === 0) return;
    await publish(
      options.broker,
      letters.map((letter) => copyOf(letter, group)),
    );
    // One that died again meanwhile is due again.
    await client.query(
      `update dead_letters as d set copy_due_at = null
         from unnest($1::uuid[], $2::timestamptz[]) as c (id, died_at) where d.id = c.id and d.died_at = c.died_at`,
      [letters.map(({ id }) => id), letters.map(({ died_at }) => died_at)],
      'edda-letters-copied',
    );
    if (letters.length < BATCH) return;
  }
}

/** Makes sure there is somewhere to copy them to. */
export async function ensureDeadLettersTopic({ options }: Pick<SubscriptionParts, 'options'>): Promise<void> {
  await options.broker.ensureTopics([DEAD_LETTERS_TOPIC]);
}

/** One that the broker refuses for good, such as one that is too large with what was added, goes without its content. */
async function publish(broker: SubscriptionParts['options']['broker'], records: OutgoingRecord[]): Promise<void> {
  try {
    await broker.publish(records);
    return;
  } catch (error) {
    if (!isRefusal(error)) throw error;
  }
  for (const record of records) {
    await broker.publish([record]).catch(async (error: unknown) => {
      if (!isRefusal(error)) throw error;
      await broker.publish([withoutContent(record)]);
    });
  }
}

function isRefusal(error: unknown): boolean {
  return error instanceof EddaError && (error.kind === 'too-large' || error.kind === 'invalid');
}

function copyOf(row: CopiedRow, group: string): OutgoingRecord {
  return deadLetterRecord({ ...row, group, record: revive(row.record), errorClass: row.error_class });
}
