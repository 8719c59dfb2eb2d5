import { definitionOf, message, type MessageClass } from '@edda/event-schemas';
import type { UnitOfWork } from '@edda/event-store';
import { contextOrNew } from '@edda/kernel';

/** Where the end of a pipeline writes: everything in it commits together with the pipeline's own state. */
export interface SinkScope {
  readonly unitOfWork: UnitOfWork;
}

/** A message that a pipeline sends. */
export interface Emission<E> {
  /** The stream that the event is appended to; of a command the key. */
  readonly streamId: string;
  /** Of the stream. */
  readonly category: string;
  readonly data: E;
}

/** Sends each value as a message: an event to its topic, a command to the queue of its receiver. */
export function sendingOf<T, E extends object>(
  payload: MessageClass<E>,
  emissionOf: (value: T) => Emission<E>,
): (value: T, scope: SinkScope) => Promise<void> {
  const { kind } = definitionOf(payload);
  return async (value, { unitOfWork }) => {
    const { streamId, category, data } = emissionOf(value);
    const sent = message(payload, data);
    if (kind === 'event') {
      unitOfWork.append({ tenantId: contextOrNew().tenantId, streamId, category }, [sent], 'any');
    } else {
      unitOfWork.send(sent, { key: streamId });
    }
  };
}
