import type { OutgoingRecord } from '../../broker/broker.js';
import { brokerClosed } from '../../broker/broker-errors.js';
import { checkRecord } from '../../broker/check-record.js';
import { partitionOf } from '../../broker/partitioner.js';
import type { TopicDirectory } from '../topic-directory.js';
import type { PlacedRecord } from './fill-request.js';
import { PublishLane } from './publish-lane.js';
import type { IdempotentProducer } from './producer.js';

export interface PublisherOptions {
  /** One for each lane; each has one request under way at most. */
  readonly producers: readonly Pick<IdempotentProducer, 'send'>[];
  readonly directory: Pick<TopicDirectory, 'partitionsOf' | 'forget'>;
  readonly maxRecordBytes: number;
  /** Names the broker in messages. */
  readonly place: string;
}

/**
 * Publishes on several lanes, so that one encodes while another waits for the broker. A partition belongs to one lane, which
 * keeps its order.
 */
export class Publisher {
  private readonly lanes: readonly PublishLane[];
  private closed = false;

  constructor(private readonly options: PublisherOptions) {
    const { producers, directory, place } = options;
    this.lanes = producers.map((producer) => new PublishLane({ producer, directory, place }));
  }

  /** See `Broker.publish`. */
  async publish(records: readonly OutgoingRecord[]): Promise<void> {
    const placed = await this.place(records);
    if (this.closed) throw brokerClosed();
    const outcomes = await Promise.allSettled(
      this.lanes.map((lane, index) => {
        const own = placed.filter(({ partition }) => partition % this.lanes.length === index);
        return own.length > 0 ? lane.publish(own) : undefined;
      }),
    );
    const failure = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failure) throw failure.reason;
  }

  /** Accepts nothing more and resolves when everything accepted has ended one way or the other. */
  async close(): Promise<void> {
    this.closed = true;
    await Promise.all(this.lanes.map((lane) => lane.settled()));
  }

  /** Checks all records before any is sent. */
  private async place(records: readonly OutgoingRecord[]): Promise<PlacedRecord[]> {
    const { directory, maxRecordBytes } = this.options;
    const sizes = records.map((record) => checkRecord(record, maxRecordBytes));
    const counts = await directory.partitionsOf(new Set(records.map(({ topic }) => topic)));
    return records.map((record, index) => ({
      record,
      partition: partitionOf(record.key, counts.get(record.topic) ?? 1),
      bytes: sizes[index] ?? 0,
    }));
  }
}
