import { poolClient, type RecordedJson, type SqlClient } from '@edda/event-store';
import type { OutgoingRecord } from '../broker/broker.js';
import { outgoingRecords } from '../envelope/outgoing-records.js';
import { toJsonRecord } from '../envelope/cloud-event.js';
import { placeholder } from '../envelope/placeholder.js';
import { typeOf } from '../observability/message-labels.js';
import { NO_METRICS } from '../observability/messaging-metrics.js';
import { NO_TRACING } from '../observability/messaging-tracer.js';
import { publishApart } from './publish-apart.js';
import { keyOf, type PutAside, type RefusedRecord } from './refused-record.js';
import { RefusedRecords } from './refused-records.js';
import type { RelayOptions } from './relay-options.js';

/** Of one key at once. */
const RESEND_LIMIT = 200;

/** Publishes messages of the log, within units of work of its service. */
export class RelayPublisher {
  private readonly refused: RefusedRecords;

  constructor(private readonly options: RelayOptions) {
    this.refused = new RefusedRecords(poolClient(options.store.dataSource));
  }

  /** Within a unit of work: publishes a batch; what the broker refuses is put aside when that commits. */
  async publish(messages: readonly RecordedJson[]): Promise<void> {
    const before = await this.refused.heldKeys(() => messages.map(keyOf));
    const aside = await this.publishApart(messages, new Set(before));
    if (aside.length === 0) return;
    const waitsFor = new Set(aside.map(({ message }) => keyOf(message)).filter((key) => before.has(key)));
    await new RefusedRecords(await this.transaction()).putAside(aside, waitsFor);
  }

  /** Sends a refused message again, or a placeholder for one to be discarded, and then what waits behind it. */
  async resend(id: number): Promise<void> {
    await this.options.store.unitOfWork.run(async () => {
      const refused = new RefusedRecords(await this.transaction());
      const taken = await refused.take(id, RESEND_LIMIT);
      const [head] = taken;
      if (!head) return;
      const aside = await this.publishApart(
        taken.map(({ message }) => message),
        new Set(),
        head,
      );
      const left = new Set(aside.map(({ message }) => message.position));
      const sent = taken.filter(({ message }) => !left.has(message.position));
      await refused.settle(
        head.key,
        sent.map((record) => record.id),
        aside.find(({ error }) => error !== null),
      );
      if (sent.length > 0) this.tell(head, sent.length);
    });
  }

  /** @param head the one of these that was refused before, and what is to become of it */
  private publishApart(
    messages: readonly RecordedJson[],
    held: Set<string>,
    head?: RefusedRecord,
  ): Promise<PutAside[]> {
    const { broker, metrics = NO_METRICS, tracer = NO_TRACING, transforms = [] } = this.options;
    const isDiscarded = (message: RecordedJson): boolean =>
      head?.request === 'discard' && message.position === head.message.position;
    return publishApart(messages, held, {
      recordsOf: (message) =>
        isDiscarded(message)
          ? placeholdersOf(message)
          : transforms.length === 0
            ? [toJsonRecord(message)]
            : outgoingRecords(message, transforms),
      publish: async (records) => {
        await tracer.publish(records, (traced) => broker.publish(traced));
        for (const [topic, counts] of countsOf(records)) {
          for (const [type, count] of counts) metrics.published({ topic, type }, count);
        }
      },
    }).then((aside) => this.told(aside));
  }

  private told(aside: PutAside[]): PutAside[] {
    const { logger, metrics = NO_METRICS } = this.options;
    for (const { message, error, status } of aside) {
      if (!error) continue;
      const { id, type, topic, metadata } = message;
      const fields = { messageId: id, type, topic, key: keyOf(message), correlationId: metadata.correlationId, error };
      if (status === 'refused') {
        metrics.refused({ topic: topic ?? '', type }, error.code);
        logger.error('The broker refuses a message for good; its stream waits.', fields);
      } else {
        logger.warn('Nobody can take a message yet; its stream waits.', fields);
      }
    }
    return aside;
  }

  private tell(head: RefusedRecord, count: number): void {
    const { id, type, topic, metadata } = head.message;
    const { request, note, key } = head;
    const fields = { messageId: id, type, topic, key, correlationId: metadata.correlationId, note, count };
    const what = request === 'discard' ? 'A refused message was discarded' : 'A refused message was sent again';
    this.options.logger.warn(`${what}, and what waited behind it was sent.`, fields);
  }

  private async transaction(): Promise<SqlClient> {
    const manager = await this.options.store.unitOfWork.manager();
    return { query: <Row>(sql: string, values?: unknown[]) => manager.query<Row[]>(sql, values) };
  }
}

/** A command or reply that is discarded leaves nothing: it has no place in a sequence. */
function placeholdersOf(message: RecordedJson): OutgoingRecord[] {
  return message.version === null ? [] : [placeholder(toJsonRecord(message), 'discarded')];
}

function countsOf(records: readonly OutgoingRecord[]): Map<string, Map<string, number>> {
  const topics = new Map<string, Map<string, number>>();
  for (const record of records) {
    let counts = topics.get(record.topic);
    if (!counts) topics.set(record.topic, (counts = new Map()));
    const type = typeOf(record);
    counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  return topics;
}
