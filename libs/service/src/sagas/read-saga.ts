import { poolClient, type PostgresEventStore, type RecordedMessage, type StreamId } from '@edda/event-store';
import {
  readProgress,
  TimelineReading,
  type AnySagaDefinition,
  type SagaOverview,
  type SagaTimeline,
} from '@edda/sagas';

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
  instance: Named & Partial<Pick<SagaOverview, 'failure'>>,
  definitions: readonly AnySagaDefinition[] = [],
  to?: number,
): Promise<SagaTimeline> {
  const reading = new TimelineReading((saga, version) =>
    definitions.find((each) => each.name === saga && each.version === version),
  );
  for await (const event of readSagaEvents(store, instance, to === undefined ? {} : { to })) reading.read(event);
  return to === undefined ? asItStands(reading.timeline(), instance.failure) : reading.timeline();
}

/** What keeps an instance from being moved stands in its row alone: it is the events that could not be written. */
export function asItStands(timeline: SagaTimeline, failure: SagaOverview['failure'] = null): SagaTimeline {
  if (failure?.code !== 'SAGA.CANNOT_MOVE' || timeline.endedAt !== null) return timeline;
  return { ...timeline, status: 'stuck', failure };
}

/** How far one local execution has come, as it told last. */
export type SagaProgress = Awaited<ReturnType<typeof readProgress>>[number];

/** How far the local work of the step has come at which an instance is; nothing for what does not tell. */
export async function readSagaProgress(
  store: PostgresEventStore,
  { id }: Named,
  { step }: Pick<SagaTimeline, 'step'>,
): Promise<SagaProgress[]> {
  if (step === null) return [];
  const all = (await readProgress(poolClient(store.dataSource), id)).filter((each) => each.step === step);
  const round = Math.max(...all.map((each) => each.round));
  return all.filter((each) => each.round === round);
}
