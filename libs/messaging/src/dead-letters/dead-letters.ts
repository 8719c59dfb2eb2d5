import type { SqlClient, UnitOfWork } from '@edda/event-store';
import { EddaError, isUuid } from '@edda/kernel';
import { labelsOf } from '../observability/message-labels.js';
import { NO_METRICS, type MessagingMetrics } from '../observability/messaging-metrics.js';
import { revive } from '../subscriptions/parked-message.js';
import { lockKey, releaseIfEmpty } from '../subscriptions/settle-key.js';
import type { DeadLetter, DeadLetterFilter } from './dead-letter.js';
import { filterMissing, letterNotFound, looping, notDead, noteMissing } from './dead-letter-errors.js';
import { findDead, findLetter, findLetters } from './dead-letter-query.js';
import { deadLetter, type DeadLetterRow } from './dead-letter-row.js';
import { discardLocked } from './discard-letter.js';
import { editedRecord } from './edited-record.js';
import { redriveLocked } from './redrive-letter.js';

/** A message may be redriven so often in a row without being edited. */
const MOST_REDRIVES = 2;
const MAX_NOTE = 2000;

export interface DeadLettersOptions {
  metrics?: MessagingMetrics;
  /** Told of the subscription whose letter was redriven or discarded, so that it need not wait for its next look. */
  wake?: (subscription: string) => void;
}

/** What became of letters that were to be redriven. */
export interface RedriveResult {
  readonly redriven: string[];
  readonly refused: { readonly id: string; readonly code: string; readonly detail: string }[];
}

/** The dead letters of a service: the messages its subscriptions gave up, and what is decided about them. */
export class DeadLetters {
  private readonly metrics: MessagingMetrics;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly options: DeadLettersOptions = {},
  ) {
    this.metrics = options.metrics ?? NO_METRICS;
  }

  /** Newest first; `before` is the id of the last one seen. */
  async list(filter: DeadLetterFilter, { limit, before }: { limit: number; before?: string }): Promise<DeadLetter[]> {
    if (before !== undefined && !isUuid(before)) throw letterNotFound(before);
    return (await findLetters(this.unitOfWork.pool, filter, { limit, before })).map(deadLetter);
  }

  async get(id: string): Promise<DeadLetter | null> {
    const row = await findLetter(this.unitOfWork.pool, id);
    return row && deadLetter(row);
  }

  /**
   * Gives a letter another payload, which must fit the schema of its type. It may then be redriven again, however often it
   * was.
   *
   * @param data JSON; personal values in the clear or as they were
   * @throws EddaError `DEAD_LETTER.NOT_FOUND`, `DEAD_LETTER.NOT_DEAD`, `DEAD_LETTER.ENVELOPE_BROKEN`, `MESSAGE.INVALID`,
   *   `SUBJECT_FORGOTTEN`
   */
  async editPayload(id: string, data: unknown, by: string | null): Promise<DeadLetter> {
    const row = await this.find(id);
    const record = await editedRecord(this.unitOfWork.codec, id, revive(row.record), data);
    return this.change(id, async (client, { subscription, message_id }) => {
      await client.query(
        'update dead_letters set record = $2, edited_at = clock_timestamp(), edited_by = $3, redrives = 0 where id = $1',
        [id, JSON.stringify(record), by],
      );
      await client.query('update parked_messages set record = $3 where subscription = $1 and message_id = $2', [
        subscription,
        message_id,
        JSON.stringify(record),
      ]);
    });
  }

  /**
   * Hands a message to its subscription again: in its place, when it holds its key, else by itself.
   *
   * @throws EddaError `DEAD_LETTER.NOT_FOUND`, `DEAD_LETTER.NOT_DEAD`, `DEAD_LETTER.LOOPING` for the third time in a row
   */
  async redrive(id: string, by: string | null): Promise<DeadLetter> {
    const letter = await this.change(id, async (client, row) => {
      if (row.redrives >= MOST_REDRIVES) throw looping(id, row.redrives);
      await redriveLocked(client, row, by);
    });
    this.metrics.redriven(labelsOf(letter, letter.subscription));
    this.options.wake?.(letter.subscription);
    return letter;
  }

  /**
   * Redrives what a filter names, oldest first, at most `limit` at once.
   *
   * @throws EddaError `DEAD_LETTER.FILTER_MISSING`
   */
  async redriveAll(filter: DeadLetterFilter, by: string | null, limit = 1000): Promise<RedriveResult> {
    if (Object.values(filter).every((value) => value === undefined)) throw filterMissing();
    const result: RedriveResult = { redriven: [], refused: [] };
    for (const id of await findDead(this.unitOfWork.pool, filter, limit)) {
      try {
        await this.redrive(id, by);
        result.redriven.push(id);
      } catch (error) {
        if (!(error instanceof EddaError) || error.retryable) throw error;
        result.refused.push({ id, code: error.code, detail: error.message });
      }
    }
    return result;
  }

  /**
   * Gives a message up for good: it will never be handled, and its key goes on without it.
   *
   * @param note why, 1 to 2000 characters
   * @throws EddaError `DEAD_LETTER.NOT_FOUND`, `DEAD_LETTER.NOT_DEAD`, `DEAD_LETTER.NOTE_MISSING`
   */
  async discard(id: string, note: string, by: string | null): Promise<DeadLetter> {
    const text = note.trim();
    if (text === '' || text.length > MAX_NOTE) throw noteMissing(id);
    const letter = await this.change(id, (client, row) => discardLocked(client, row, by ? `${text} (${by})` : text));
    this.metrics.discarded(labelsOf(letter, letter.subscription));
    this.options.wake?.(letter.subscription);
    return letter;
  }

  /** In a transaction that has locked the key and the letter, in the order in which deliveries lock them. */
  private async change(
    id: string,
    work: (client: SqlClient, row: DeadLetterRow) => Promise<void>,
  ): Promise<DeadLetter> {
    const { subscription, lane } = await this.find(id);
    const outcome = await this.unitOfWork.run(async () => {
      const client = this.unitOfWork.client();
      await lockKey(client, subscription, lane);
      await client.query('select from dead_letters where id = $1 for update', [id]);
      const row = await findLetter(client, id);
      if (!row) throw letterNotFound(id);
      if (row.status !== 'dead') throw notDead(id, row.status);
      await work(client, row);
      await releaseIfEmpty(client, subscription, lane);
      return findLetter(client, id);
    });
    const row = outcome.committed ? outcome.value : null;
    if (!row) throw letterNotFound(id);
    return deadLetter(row);
  }

  private async find(id: string): Promise<DeadLetterRow> {
    const row = await findLetter(this.unitOfWork.pool, id);
    if (!row) throw letterNotFound(id);
    return row;
  }
}
