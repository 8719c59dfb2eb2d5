import { message, type NewMessage } from '@edda/event-schemas';
import { newId } from '@edda/kernel';
import type { PendingMessage, StreamName } from '../../src/index.js';
import { NoteCounted, NoteWritten } from './notes.js';

/** An event ready to be appended by hand. */
export function pending(stream: StreamName, event: NewMessage, id = newId()): PendingMessage {
  const { definition, data } = event;
  return {
    id,
    kind: definition.kind,
    ...stream,
    type: definition.type,
    schemaVersion: definition.version,
    topic: definition.topic?.name ?? null,
    data,
    metadata: { correlationId: newId(), causationId: null, userId: null, traceparent: null, source: 'test' },
    recordedAt: new Date(),
  };
}

/** A public event. */
export function written(stream: StreamName, text: string, id?: string): PendingMessage {
  return pending(stream, message(NoteWritten, { text }), id);
}

/** An internal event. */
export function counted(stream: StreamName, by = 1, id?: string): PendingMessage {
  return pending(stream, message(NoteCounted, { by }), id);
}
