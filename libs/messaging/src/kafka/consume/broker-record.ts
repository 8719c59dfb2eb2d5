import type { IHeaders, KafkaMessage } from 'kafkajs';
import type { BrokerRecord } from '../../broker/broker.js';

/** A record as kafkajs gives it, in the words of the port. What others wrote without key or value has an empty key, `null`. */
export function brokerRecord(topic: string, partition: number, message: KafkaMessage): BrokerRecord {
  return {
    topic,
    partition,
    offset: Number(message.offset),
    timestamp: new Date(Number(message.timestamp)),
    key: message.key?.toString() ?? '',
    headers: headersOf(message.headers),
    value: message.value?.toString() ?? 'null',
  };
}

/** Of a header that is given several times the last one counts. */
function headersOf(headers: IHeaders | undefined): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers ?? {})) {
    const last = Array.isArray(value) ? value.at(-1) : value;
    if (last !== undefined) texts[name] = last.toString();
  }
  return texts;
}
