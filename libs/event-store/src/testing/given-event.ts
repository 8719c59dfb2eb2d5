import type { NewMessage } from '@edda/event-schemas';
import { DEFAULT_TENANT, newId } from '@edda/kernel';
import type { MessageMetadata, StreamName } from '../recorded-message.js';
import { messagesOfFixture, type FixtureEvent } from '../replay/fixture.js';

/** An event of a certain stream; see {@link inStream}. */
export interface StreamEvent extends NewMessage {
  readonly stream: StreamName;
}

/** What happened before: a message, one in a certain stream, or an event of a fixture that a replay has written. */
export type GivenEvent = NewMessage | StreamEvent | FixtureEvent;

/** Events of one stream, for specs in which it matters which. */
export function inStream(stream: StreamName, ...events: NewMessage[]): StreamEvent[] {
  return events.map((event) => ({ ...event, stream }));
}

/** What is known about a given event, made up where it does not matter. */
export interface Happened extends StreamEvent {
  readonly recordedAt: Date;
  readonly metadata: MessageMetadata;
}

const SOMEWHERE: StreamName = { tenantId: DEFAULT_TENANT, streamId: 'given-1', category: 'given' };

/**
 * Given events as messages that happened in some stream at some time.
 *
 * @throws EddaError `FIXTURE_EVENT_UNKNOWN`
 */
export function happened(events: readonly GivenEvent[]): Happened[] {
  return events.flatMap((event) => {
    if ('definition' in event) {
      const stream = 'stream' in event ? event.stream : SOMEWHERE;
      const metadata = { correlationId: newId(), causationId: null, userId: null, traceparent: null, source: 'test' };
      return [{ definition: event.definition, data: event.data, stream, recordedAt: new Date(), metadata }];
    }
    const { streamId, category, recordedAt, metadata } = event;
    const stream = { tenantId: DEFAULT_TENANT, streamId, category };
    return messagesOfFixture([event]).map((message) => ({
      ...message,
      stream,
      recordedAt: new Date(recordedAt),
      metadata,
    }));
  });
}
