import { declared, newestOf, validateMessage } from '@edda/event-schemas';
import type { MessageCodec, PendingMessage } from '@edda/event-store';
import type { BrokerRecord } from '../broker/broker.js';
import { fromRecord } from '../envelope/cloud-event.js';
import type { Delivery } from '../envelope/delivery.js';
import { brokenEnvelope } from './dead-letter-errors.js';

/**
 * The record of a letter with another payload: as the newest version that this build knows, checked against its schema.
 * Personal values may be given in the clear, or as they were: they are encrypted again.
 *
 * @param data JSON
 * @throws EddaError `DEAD_LETTER.ENVELOPE_BROKEN`, `MESSAGE.INVALID`, `SUBJECT_FORGOTTEN`
 */
export async function editedRecord(
  codec: MessageCodec,
  id: string,
  record: BrokerRecord,
  data: unknown,
): Promise<BrokerRecord> {
  const received = { ...envelopeOf(id, record), data };
  const [delivery = received] = await codec.decode([received]);
  const definition = newestOf(declared.ofType(delivery.type));
  if (definition) validateMessage(definition, delivery.data);
  const [encoded] = await codec.encode([pending(delivery)]);
  return {
    ...record,
    headers: { ...record.headers, ce_schemaversion: delivery.schemaVersion },
    value: JSON.stringify(encoded?.data),
  };
}

function envelopeOf(id: string, record: BrokerRecord): Delivery {
  try {
    return fromRecord({ ...record, value: 'null' });
  } catch (error) {
    throw brokenEnvelope(id, error);
  }
}

function pending(delivery: Delivery): PendingMessage {
  const { id, kind, tenantId, streamId, type, schemaVersion, topic, data, time } = delivery;
  const { correlationId, causationId, userId, traceparent, source } = delivery;
  return {
    id,
    kind,
    tenantId,
    streamId,
    category: '',
    type,
    schemaVersion,
    topic,
    data: data as PendingMessage['data'],
    metadata: { correlationId, causationId, userId, traceparent, source },
    recordedAt: new Date(time),
  };
}
