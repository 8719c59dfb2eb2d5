import { EddaError, isUuid } from '@edda/kernel';
import type { MessageKind } from '@edda/event-schemas';
import type { RecordedMessage } from '@edda/event-store';
import type { BrokerRecord, OutgoingRecord } from '../broker/broker.js';
import type { Delivery } from './delivery.js';

const SOURCE_PREFIX = '/edda/';

/**
 * A message of the log as a record: CloudEvents 1.0, Kafka binding, binary mode. The key is the tenant and the stream,
 * because a stream is named by both.
 *
 * @throws Error for a message without a topic: internal events are never published
 */
export function toRecord(message: RecordedMessage): OutgoingRecord {
  if (message.topic === null) throw new Error(`${message.type} is internal and has no topic.`);
  const { metadata } = message;
  return {
    topic: message.topic,
    key: `${message.tenantId}/${message.streamId}`,
    headers: withoutNulls({
      'content-type': 'application/json',
      ce_specversion: '1.0',
      ce_id: message.id,
      ce_source: SOURCE_PREFIX + metadata.source,
      ce_type: message.type,
      ce_subject: message.streamId,
      ce_time: message.recordedAt.toISOString(),
      ce_schemaversion: message.schemaVersion,
      ce_kind: message.kind,
      ce_tenantid: message.tenantId,
      ce_userid: metadata.userId,
      ce_correlationid: metadata.correlationId,
      ce_causationid: metadata.causationId,
      ce_sequence: message.version?.toString() ?? null,
      ce_previous: message.previousPublic?.toString() ?? null,
      traceparent: metadata.traceparent,
    }),
    value: JSON.stringify(message.data),
  };
}

const KINDS: readonly string[] = ['event', 'command', 'reply'] satisfies MessageKind[];

/**
 * Reads a record of {@link toRecord}. The data is parsed, not validated.
 *
 * @throws EddaError `MESSAGE.MALFORMED` when a header is missing or wrong, or the value is not JSON
 */
export function fromRecord(record: BrokerRecord): Delivery {
  const { headers } = record;
  const required = (name: string, isValid: (value: string) => boolean = () => true): string => {
    const value = headers[name];
    if (!value) throw malformed(record, `its header ${name} is missing`);
    if (!isValid(value)) throw malformed(record, `its header ${name} is "${value.slice(0, 100)}"`);
    return value;
  };
  const version = (name: string): number | null =>
    headers[name] === undefined ? null : Number(required(name, (value) => /^\d{1,15}$/.test(value)));
  return {
    id: required('ce_id', isUuid),
    kind: required('ce_kind', (value) => KINDS.includes(value)) as MessageKind,
    type: required('ce_type'),
    schemaVersion: required('ce_schemaversion'),
    source: required('ce_source').replace(SOURCE_PREFIX, ''),
    topic: record.topic,
    partition: record.partition,
    offset: record.offset,
    key: record.key,
    streamId: required('ce_subject'),
    sequence: version('ce_sequence'),
    previous: version('ce_previous'),
    time: required('ce_time', (value) => !Number.isNaN(Date.parse(value))),
    tenantId: required('ce_tenantid'),
    userId: headers['ce_userid'] ?? null,
    correlationId: required('ce_correlationid', isUuid),
    causationId: headers['ce_causationid'] ?? null,
    traceparent: headers['traceparent'] ?? null,
    data: parse(record),
  };
}

function parse(record: BrokerRecord): unknown {
  try {
    return JSON.parse(record.value);
  } catch (error) {
    throw malformed(record, `its value is not JSON (${(error as Error).message})`);
  }
}

function malformed({ topic, partition, offset }: BrokerRecord, what: string): EddaError {
  return new EddaError(
    'invalid',
    'MESSAGE.MALFORMED',
    `Record ${topic}[${partition}]@${offset} cannot be read: ${what}.`,
  );
}

function withoutNulls(headers: Record<string, string | null>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== null));
}
