import type { ConsumeMessage, Options } from 'amqplib';
import { invalidRecord } from '../../broker/broker-errors.js';
import type { BrokerRecord, OutgoingRecord } from '../../broker/broker.js';
import { checkRecord } from '../../broker/check-record.js';

/** A record as it goes over the wire. */
export interface AmqpMessage {
  readonly content: Buffer;
  readonly options: Options.Publish;
}

const KEY = 'edda-key';
/** Milliseconds; AMQP's own time stamp counts seconds. */
const TIME = 'edda-time';

/** Headers that are the broker's and the driver's, not the record's. */
const FOREIGN = new Set([KEY, TIME, 'x-delivery-count', 'x-acquired-count']);

/** The client refuses a table of 64 KiB; lengths and type marks need their share of that. */
const MAX_HEADER_BYTES = 60 * 1024;
const MAX_HEADER_NAME = 255;

/**
 * A record as a persistent message that must not vanish: one that no queue takes comes back.
 *
 * @throws EddaError `BROKER.INVALID_RECORD`, `BROKER.RECORD_TOO_LARGE`
 */
export function toMessage(record: OutgoingRecord, maxBytes: number): AmqpMessage {
  checkRecord(record, maxBytes);
  const { topic, key, headers, value } = record;
  let bytes = Buffer.byteLength(key);
  for (const [name, text] of Object.entries(headers)) {
    if (FOREIGN.has(name)) throw invalidRecord(topic, key, `the header name "${name}" is reserved.`);
    const length = Buffer.byteLength(name);
    if (length > MAX_HEADER_NAME) {
      throw invalidRecord(topic, key, `the name of a header has ${length} bytes, RabbitMQ takes ${MAX_HEADER_NAME}.`);
    }
    bytes += length + Buffer.byteLength(text) + 8;
  }
  if (bytes > MAX_HEADER_BYTES) {
    throw invalidRecord(topic, key, `key and headers have ${bytes} bytes, RabbitMQ takes ${MAX_HEADER_BYTES}.`);
  }
  return {
    content: Buffer.from(value, 'utf8'),
    options: {
      persistent: true,
      mandatory: true,
      contentType: 'application/json',
      headers: { ...headers, [KEY]: key, [TIME]: String(Date.now()) },
    },
  };
}

/** A message of {@link toMessage} as it came; one of somebody else has an empty key. */
export function toBrokerRecord(
  message: ConsumeMessage,
  place: Pick<BrokerRecord, 'topic' | 'partition' | 'offset'>,
): BrokerRecord {
  const all: Record<string, unknown> = message.properties.headers ?? {};
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(all)) if (!FOREIGN.has(name)) headers[name] = String(value);
  return {
    ...place,
    key: typeof all[KEY] === 'string' ? all[KEY] : '',
    headers,
    value: message.content.toString('utf8'),
    timestamp: new Date(Number(all[TIME]) || Date.now()),
  };
}
