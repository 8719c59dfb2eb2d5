import { assertValid, type NewMessage } from '@edda/event-schemas';
import { contextOrNew, EddaError, isUuid, nextMessageId, type Clock } from '@edda/kernel';
import type { NewEvent } from '../event-store.js';
import type { MessageMetadata, PendingMessage, StreamName } from '../recorded-message.js';

/** Fixes the ids and metadata of messages at the moment of the call, from the execution context. */
export class PendingMessages {
  /** @param source the name of the service, kept in the metadata */
  constructor(
    private readonly source: string,
    private readonly clock: Clock,
  ) {}

  /** @throws EddaError `MESSAGE.INVALID`, `EVENT_ID_INVALID`, `NOT_AN_EVENT` */
  of(stream: StreamName, events: readonly NewEvent[]): PendingMessage[] {
    const metadata = this.metadata();
    const now = this.clock.now();
    return events.map((event) => {
      if (event.definition.kind !== 'event') throw notAnEvent(event);
      return pending(event, stream, event.id, metadata, now);
    });
  }

  /** @throws EddaError `MESSAGE.INVALID`, `EVENT_ID_INVALID` */
  outgoing(message: NewMessage, key: string, id: string | undefined): PendingMessage {
    const stream = { tenantId: contextOrNew().tenantId, streamId: key, category: 'outgoing' };
    return pending(message, stream, id, this.metadata(), this.clock.now());
  }

  private metadata(): MessageMetadata {
    const { correlationId, causationId, userId, traceparent } = contextOrNew();
    return { correlationId, causationId, userId, traceparent, source: this.source };
  }
}

function pending(
  { definition, data }: NewMessage,
  { tenantId, streamId, category }: StreamName,
  givenId: string | undefined,
  metadata: MessageMetadata,
  recordedAt: Date,
): PendingMessage {
  assertValid(definition, data);
  if (givenId !== undefined && !isUuid(givenId)) {
    throw new EddaError(
      'invalid',
      'EVENT_ID_INVALID',
      `${JSON.stringify(givenId)} cannot be the id of ${definition.type}: give a UUID in small letters, or none.`,
    );
  }
  return {
    id: givenId ?? nextMessageId(),
    kind: definition.kind,
    tenantId,
    streamId,
    category,
    type: definition.type,
    schemaVersion: definition.version,
    topic: definition.topic?.name ?? null,
    data,
    metadata,
    recordedAt,
  };
}

function notAnEvent({ definition }: NewMessage): EddaError {
  return new EddaError(
    'invalid',
    'NOT_AN_EVENT',
    `${definition.type} is a ${definition.kind}, and a stream has only events: send it with UnitOfWork.send.`,
  );
}
