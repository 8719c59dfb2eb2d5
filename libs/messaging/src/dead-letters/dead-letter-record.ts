import type { BrokerRecord, OutgoingRecord } from '../broker/broker.js';
import { DEAD_LETTERS_TOPIC } from './dead-letters-topic.js';

const MAX_MESSAGE = 1000;
const MAX_STACK = 4000;
const MAX_KEPT = 500;

/** What the copy of a dead letter tells. */
export interface CopiedLetter {
  readonly id: string;
  /** The subscription's group. */
  readonly group: string;
  readonly record: BrokerRecord;
  readonly code: string;
  readonly message: string;
  readonly errorClass: string;
  readonly stack: string | null;
  readonly attempts: number;
}

/**
 * The record with all its headers, and with what spring-kafka's `DeadLetterPublishingRecoverer` adds, as text
 * (https://docs.spring.io/spring-kafka/api/org/springframework/kafka/support/KafkaHeaders.html).
 */
export function deadLetterRecord(letter: CopiedLetter): OutgoingRecord {
  const { id, group, record, code, message, errorClass, stack, attempts } = letter;
  return {
    topic: DEAD_LETTERS_TOPIC.name,
    key: record.key,
    headers: {
      ...record.headers,
      'kafka_dlt-original-topic': record.topic,
      'kafka_dlt-original-partition': String(record.partition),
      'kafka_dlt-original-offset': String(record.offset),
      'kafka_dlt-original-timestamp': String(record.timestamp.getTime()),
      'kafka_dlt-original-timestamp-type': 'CreateTime',
      'kafka_dlt-original-consumer-group': group,
      'kafka_dlt-exception-fqcn': errorClass,
      'kafka_dlt-exception-message': message.slice(0, MAX_MESSAGE),
      'kafka_dlt-exception-stacktrace': (stack ?? '').slice(0, MAX_STACK),
      'edda-dead-letter-id': id,
      'edda-error-code': code,
      'edda-attempts': String(attempts),
    },
    value: record.value,
  };
}

/** What is left of a copy that a broker does not take: enough to find the letter. */
export function withoutContent({ topic, key, headers }: OutgoingRecord): OutgoingRecord {
  const kept = Object.entries(headers).filter(
    ([name, value]) => /^(ce_|kafka_dlt-original|edda-)/.test(name) && value.length <= MAX_KEPT,
  );
  return { topic, key, headers: { ...Object.fromEntries(kept), 'edda-truncated': 'true' }, value: 'null' };
}
