import type { MessageLogger } from '../envelope/message-logger.js';
import { describeFailure } from './failures.js';
import type { ReceivedRecord } from './received-record.js';

const SILENCE_MS = 10_000;
/** Of messages that went well, per second. */
const MOST_HANDLED_LINES = 20;

/** What goes wrong in a subscription, for the log. */
export class Reports {
  private second = 0;
  private handledInSecond = 0;
  private troubles = 0;
  private silentUntil = 0;

  constructor(
    private readonly group: string,
    private readonly logger: MessageLogger,
  ) {}

  /** For people who follow a message; of very many in a second only the first ones. */
  handled(item: ReceivedRecord, attempt: number, milliseconds: number): void {
    const second = Math.floor(performance.now() / 1000);
    if (second !== this.second) {
      this.second = second;
      this.handledInSecond = 0;
    }
    if (++this.handledInSecond > MOST_HANDLED_LINES) return;
    const { headers } = item.record;
    this.logger.info(`Handled ${headers['ce_type']}`, {
      subscription: this.group,
      messageId: item.id,
      correlationId: headers['ce_correlationid'],
      attempt,
      milliseconds: Math.round(milliseconds),
    });
  }

  retry(item: ReceivedRecord, attempt: number, nextInMs: number, error: unknown): void {
    this.logger.warn('A message failed; it is tried again.', {
      ...this.fields(item),
      attempt,
      nextInMs,
      ...describeFailure(error),
    });
  }

  dead(item: ReceivedRecord, attempts: number, holdsKey: boolean, error: unknown): void {
    const text = holdsKey ? 'A message is given up and holds its key.' : 'A message is given up; its key goes on.';
    this.logger.error(text, { ...this.fields(item), attempts, ...describeFailure(error) });
  }

  gap(item: ReceivedRecord, last: number | null): void {
    const { sequence, previous } = item;
    this.logger.warn('A message waits for an earlier one that has not come.', {
      ...this.fields(item),
      sequence,
      previous,
      last,
    });
  }

  /** The first at once, then how many there were, now and then: while the database is away every key has it. */
  trouble(error: unknown): void {
    this.troubles++;
    if (performance.now() < this.silentUntil) return;
    this.silentUntil = performance.now() + SILENCE_MS;
    const times = this.troubles;
    this.troubles = 0;
    this.logger.warn('Messages cannot be marked or parked; trying again.', { subscription: this.group, times, error });
  }

  tooManyParked(parked: object): void {
    this.logger.error('Too many messages lie parked: the partitions wait until there are fewer.', {
      subscription: this.group,
      ...parked,
    });
  }

  private fields({ record, id }: ReceivedRecord): object {
    const { topic, partition, offset, key, headers } = record;
    return {
      subscription: this.group,
      type: headers['ce_type'],
      messageId: id,
      correlationId: headers['ce_correlationid'],
      topic,
      partition,
      offset,
      key,
    };
  }
}
