import type { Consumer } from 'kafkajs';
import type { TopicPartition } from '../../broker/broker.js';
import { KafkaJSNonRetriableError } from '../client/kafkajs-names.js';

/** Tells a kafkajs consumer what to fetch and what not. One that has come to an end, known to us or not, is not asked. */
export class FetchControl {
  constructor(private readonly consumer: Pick<Consumer, 'seek' | 'pause' | 'resume'>) {}

  /** The next record to fetch of a partition is the one at this offset. */
  seek({ topic, partition, position }: TopicPartition & { readonly position: number }): void {
    this.tell(() => this.consumer.seek({ topic, partition, offset: String(position) }));
  }

  /** Fetches nothing of the partitions; the member stays alive. */
  hold(partitions: readonly TopicPartition[]): void {
    this.tell(() => this.consumer.pause(partitions.map(one)));
  }

  letGo(partition: TopicPartition): void {
    this.tell(() => this.consumer.resume([one(partition)]));
  }

  private tell(order: () => void): void {
    try {
      order();
    } catch (error) {
      if (!(error instanceof KafkaJSNonRetriableError)) throw error;
    }
  }
}

function one({ topic, partition }: TopicPartition): { topic: string; partitions: number[] } {
  return { topic, partitions: [partition] };
}
