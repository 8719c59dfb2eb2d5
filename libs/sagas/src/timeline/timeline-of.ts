import type { AnySagaDefinition } from '../definition/saga-definition.js';
import type { SagaHistoryEvent, SagaTimeline } from './saga-timeline.js';
import { TimelineReading } from './timeline-reading.js';

/**
 * What the history of an instance tells, from its beginning to the last of the events: with fewer events, how it stood then.
 *
 * @param events in order, from the first one
 * @param definition where it is known: adds how often a step may be tried
 */
export function timelineOf(events: Iterable<SagaHistoryEvent>, definition?: AnySagaDefinition): SagaTimeline {
  const reading = new TimelineReading(() => definition);
  for (const event of events) reading.read(event);
  return reading.timeline();
}
