import { MAX_EVENT_DEPTH, jsonDepth, type RecordedJson, type RecordedMessage } from '@edda/event-store';
import { EddaError } from '@edda/kernel';
import type { BrokerRecord, OutgoingRecord } from '../broker/broker.js';
import type { Delivery } from './delivery.js';
import { isCount, isKind, isSpecVersion, isText, isTime, isUuid, isVersion, validTraceparent } from './header-rules.js';

const SOURCE_PREFIX = '/edda/';

/** The value of a record may take this much, in bytes; brokers take records of 1 MiB. */
export const MAX_VALUE_BYTES = 1024 * 1024;

/**
 * A message of the log as a record: CloudEvents 1.0, Kafka binding, binary mode. The key is the tenant and the stream,
 * because a stream is named by both. The data goes out as it was stored.
 *
 * @throws Error for a message without a topic: internal events are never published
 */
export function toJsonRecord(message: RecordedJson): OutgoingRecord {
  if (message.topic === null) throw new Error(`${message.type} is internal and has no topic.`);
  const { metadata, tenantId, streamId, version, previousPublic } = message;
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    ce_specversion: '1.0',
    ce_id: message.id,
    ce_source: SOURCE_PREFIX + metadata.source,
    ce_type: message.type,
    ce_subject: streamId,
    ce_time: message.recordedAt.toISOString(),
    ce_schemaversion: message.schemaVersion,
    ce_kind: message.kind,
    ce_tenantid: tenantId,
  };
  const traceparent = validTraceparent(metadata.traceparent);
  if (metadata.userId) headers['ce_userid'] = metadata.userId;
  headers['ce_correlationid'] = metadata.correlationId;
  if (metadata.causationId) headers['ce_causationid'] = metadata.causationId;
  if (version !== null) headers['ce_sequence'] = version.toString();
  if (previousPublic !== null) headers['ce_previous'] = previousPublic.toString();
  if (traceparent !== null) headers['traceparent'] = traceparent;
  return { topic: message.topic, key: `${tenantId}/${streamId}`, headers, value: message.json };
}

/** As {@link toJsonRecord}, of a message whose data is parsed. */
export function toRecord({ data, ...message }: RecordedMessage): OutgoingRecord {
  return toJsonRecord({ ...message, json: JSON.stringify(data) });
}

/**
 * Reads a record of {@link toJsonRecord}. The data is parsed, not validated. Headers it does not know are ignored; a
 * `traceparent` that is none is dropped.
 *
 * @throws EddaError `MESSAGE.MALFORMED` when a header is missing or wrong, or the value is not JSON, too large or too deep
 */
export function fromRecord(record: BrokerRecord): Delivery {
  const { headers } = record;
  const required = (name: string, isValid: (value: string) => boolean): string => {
    const value = headers[name];
    if (!value) throw malformed(record, `its header ${name} is missing`);
    if (!isValid(value)) throw malformed(record, `its header ${name} is "${value.slice(0, 100)}"`);
    return value;
  };
  const optional = (name: string, isValid: (value: string) => boolean): string | null =>
    headers[name] ? required(name, isValid) : null;
  const version = (name: string): number | null => {
    const value = optional(name, isCount);
    return value === null ? null : Number(value);
  };
  required('ce_specversion', isSpecVersion);
  return {
    id: required('ce_id', isUuid),
    kind: required('ce_kind', isKind) as Delivery['kind'],
    type: required('ce_type', isText),
    schemaVersion: required('ce_schemaversion', isVersion),
    source: required('ce_source', isText).replace(SOURCE_PREFIX, ''),
    topic: record.topic,
    partition: record.partition,
    offset: record.offset,
    key: record.key,
    streamId: required('ce_subject', isText),
    sequence: version('ce_sequence'),
    previous: version('ce_previous'),
    time: required('ce_time', isTime),
    tenantId: required('ce_tenantid', isText),
    userId: optional('ce_userid', isText),
    correlationId: required('ce_correlationid', isUuid),
    causationId: optional('ce_causationid', isText),
    traceparent: validTraceparent(headers['traceparent']),
    data: parse(record),
  };
}

function parse(record: BrokerRecord): unknown {
  const { value } = record;
  // A character takes three bytes at most, so that short texts need not be counted.
  if (value.length * 3 > MAX_VALUE_BYTES) {
    const bytes = Buffer.byteLength(value);
    if (bytes > MAX_VALUE_BYTES) {
      throw malformed(record, `its value takes ${bytes} bytes, ${MAX_VALUE_BYTES} are allowed`);
    }
  }
  if (jsonDepth(value) > MAX_EVENT_DEPTH) {
    throw malformed(record, `its value is nested more than ${MAX_EVENT_DEPTH} levels deep`);
  }
  try {
    return JSON.parse(value);
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
