import { hasPersonalFields, type NewMessage } from '@edda/event-schemas';
import { contextOrNew, EddaError, newId } from '@edda/kernel';
import type { BrokerRecord, OutgoingRecord } from '../broker/broker.js';
import { toRecord } from '../envelope/cloud-event.js';
import { isAnswerTopic, requestQueue } from './request-topics.js';

/** Names the topic for the answer. */
export const REPLY_TO_HEADER = 'edda-reply-to';
/** The key under which the answer is published: the instance that waits. */
export const REPLY_KEY_HEADER = 'edda-reply-key';
/** When nobody waits any more, a time of RFC 3339. */
export const EXPIRES_HEADER = 'edda-expires';

/** Where the answer to a request goes, and until when anybody waits for it. */
export interface ReplyAddress {
  readonly topic: string;
  readonly key: string;
  readonly expires: Date;
}

export interface RequestOptions {
  /** Requests of one key are taken up in order; a key of its own unless given. */
  readonly key?: string;
  readonly replyTo: ReplyAddress;
  /** The service that asks. */
  readonly service: string;
}

/**
 * A declared command as a request to its receiver.
 *
 * @throws EddaError `REQUEST.NOT_A_COMMAND`, `REQUEST.PERSONAL_DATA`
 */
export function requestRecord({ definition, data }: NewMessage, options: RequestOptions): OutgoingRecord {
  const [receiver] = definition.listeners;
  if (definition.kind !== 'command' || !receiver) {
    throw new EddaError(
      'invalid',
      'REQUEST.NOT_A_COMMAND',
      `${definition.type} is an ${definition.kind}: a request is a message declared with @CommandSchema.`,
    );
  }
  if (hasPersonalFields(definition)) {
    throw new EddaError(
      'unsupported',
      'REQUEST.PERSONAL_DATA',
      `${definition.type} has personal fields, which a request would carry in the clear: send it as a command.`,
    );
  }
  const id = newId();
  const { tenantId, userId, correlationId, causationId, traceparent } = contextOrNew(options.service);
  const record = toRecord({
    id,
    position: 0,
    kind: 'command',
    tenantId,
    streamId: options.key ?? id,
    category: 'request',
    version: null,
    previousPublic: null,
    type: definition.type,
    schemaVersion: definition.version,
    topic: requestQueue(receiver).name,
    data,
    metadata: { correlationId, causationId, userId, traceparent, source: options.service },
    recordedAt: new Date(),
  });
  const { topic, key, expires } = options.replyTo;
  const address = { [REPLY_TO_HEADER]: topic, [REPLY_KEY_HEADER]: key, [EXPIRES_HEADER]: expires.toISOString() };
  return { ...record, headers: { ...record.headers, ...address } };
}

/** Where the answer to a request goes; null when the record does not say so as a request does. */
export function replyAddress({ headers }: BrokerRecord): ReplyAddress | null {
  const [topic, key] = [headers[REPLY_TO_HEADER], headers[REPLY_KEY_HEADER]];
  const expires = new Date(headers[EXPIRES_HEADER] ?? NaN);
  if (!topic || !key || !isAnswerTopic(topic) || Number.isNaN(expires.getTime())) return null;
  return { topic, key, expires };
}
