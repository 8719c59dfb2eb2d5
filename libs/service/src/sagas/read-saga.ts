import type { PostgresEventStore, RecordedMessage, StreamId } from '@edda/event-store';
import { TimelineReading, type AnySagaDefinition, type SagaOverview, type SagaTimeline } from '@edda/sagas';

type Named = Pick<SagaOverview, 'tenantId' | 'id'>;

/** The stream that holds the history of an instance. */
export function sagaStream({ tenantId, id }: Named): StreamId {
  return { tenantId, streamId: `saga-${id}` };
}

/** The events of an instance as they are stored, oldest first. */
export function readSagaEvents(
  store: PostgresEventStore,
  instance: Named,
  range: { from?: number; to?: number; limit?: number; signal?: AbortSignal } = {},
): AsyncIterable<RecordedMessage> {
  return store.readStream(sagaStream(instance), { ...range, archived: true, raw: true });
}

/**
 * What the history of an instance tells, up to its event `to`.
 *
 * @param definitions those that are known; without its own one the timeline tells less
 */
export async function readSagaTimeline(
  store: PostgresEventStore,
  instance: Named,
  definitions: readonly AnySagaDefinition[] = [],
  to?: number,
): Promise<SagaTimeline> {
  const reading = new TimelineReading((saga, version) =>
    definitions.find((each) => each.name === saga && each.version === version),
  );
  for await (const event of readSagaEvents(store, instance, to === undefined ? {} : { to })) reading.read(event);
  return reading.timeline();
}
