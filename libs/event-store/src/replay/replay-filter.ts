import type { EventFilter, EventStore, ReadAllOptions } from '../event-store.js';
import type { RecordedMessage, StreamId } from '../recorded-message.js';

/** Which events to replay; what is left out does not restrict, save the tenant: without one it is that of the context. */
export interface ReplayFilter extends EventFilter {
  /** One stream alone, in the order of its versions and with what was archived of it; its tenant is the filter's. */
  stream?: StreamId;
  /** Every tenant's events. */
  allTenants?: boolean;
}

export interface ReplayBounds {
  /** The last version of the stream, or the last position of the log. */
  to: number;
  batchSize: number;
  raw: boolean;
  signal?: AbortSignal;
}

export type ReplayedStore = Pick<EventStore, 'readAll' | 'readStream' | 'streamState' | 'finalPosition'>;

/** Where what is there now ends: the version of the stream, or the position up to which the log is final. */
export async function endOf(store: ReplayedStore, { stream }: ReplayFilter, signal?: AbortSignal): Promise<number> {
  return stream ? ((await store.streamState(stream))?.version ?? 0) : store.finalPosition(signal);
}

/** The events that a filter lets through, in their order. */
export async function* eventsOf(
  store: ReplayedStore,
  { stream, ...filter }: ReplayFilter,
  bounds: ReplayBounds,
): AsyncIterableIterator<RecordedMessage> {
  const options: ReadAllOptions = { ...filter, ...bounds };
  if (!stream) {
    yield* store.readAll(options);
    return;
  }
  const events = store.readStream(stream, { ...bounds, archived: true });
  for await (const event of events) if (passes(filter, event)) yield event;
}

/** The same as the condition that the log is read with, for what is read by its stream. */
function passes(filter: EventFilter, event: RecordedMessage): boolean {
  const { tenantId, categories, types, correlationId, recordedFrom, recordedTo, published, kinds } = filter;
  return (
    (tenantId === undefined || event.tenantId === tenantId) &&
    (!categories || categories.includes(event.category)) &&
    (!types || types.includes(event.type)) &&
    (correlationId === undefined || event.metadata.correlationId === correlationId) &&
    (!recordedFrom || event.recordedAt >= recordedFrom) &&
    (!recordedTo || event.recordedAt < recordedTo) &&
    (published === undefined || (event.topic !== null) === published) &&
    (!kinds || kinds.includes(event.kind))
  );
}
