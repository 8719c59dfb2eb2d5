import { definitionOf, TOPICS, type Context, type MessageClass } from '@edda/event-schemas';
import type { Envelope } from './element.js';
import { EventStream } from './event-stream.js';
import { eventTime, timeOfAppend, type TimeOf } from './event-time.js';
import type { StreamSource } from './pipeline.js';

/** A stream as it comes from its topics. */
export class SourceStream<T> extends EventStream<T> {
  constructor(
    private readonly origin: Pick<StreamSource, 'topics' | 'messages'>,
    timeOf: TimeOf<T> = timeOfAppend,
  ) {
    super({ ...origin, timeOf: (delivery) => eventTime(delivery, timeOf) }, async ({ data, ...envelope }) => [
      { value: data as T, envelope: envelope satisfies Envelope },
    ]);
  }

  /** Takes the event time from the data instead of the envelope, whose time is that of the append. */
  timestampedBy(timeOf: TimeOf<T>): EventStream<T> {
    return new SourceStream(this.origin, timeOf);
  }
}

/**
 * The beginning of a pipeline: every message of the given classes, as instances of them.
 *
 * @throws Error when one of them is never published
 */
export function stream<const C extends readonly [MessageClass, ...MessageClass[]]>(
  ...payloads: C
): SourceStream<InstanceType<C[number]>> {
  const messages = payloads.map((payload) => definitionOf(payload));
  const topics = messages.map(({ type, topic }) => {
    if (topic) return topic.name;
    throw new Error(`${type} is internal: it is never published, so a stream would never receive it.`);
  });
  return new SourceStream({ topics: [...new Set(topics)], messages });
}

/** The beginning of a pipeline: every event of some contexts, as `@SubscribeToAll` receives them. */
export function streamOfAll(contexts: readonly Context[]): SourceStream<unknown> {
  return new SourceStream({ topics: contexts.map((context) => TOPICS[context].event.name), messages: null });
}
