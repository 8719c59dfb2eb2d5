import type { AnySagaDefinition } from '../definition/saga-definition.js';
import type { HistoryReader, ReadEvent } from './history-reader.js';
import { COMPENSATION_READER } from './read-compensation-events.js';
import { CONTROL_READER } from './read-control-events.js';
import { STEP_READER } from './read-step-events.js';
import type { SagaHistoryEvent, SagaTimeline } from './saga-timeline.js';
import { stepFacts } from './step-facts.js';
import { TimelineDraft } from './timeline-draft.js';
import { waitsFor } from './waits-for.js';

const READER: HistoryReader = { ...CONTROL_READER, ...STEP_READER, ...COMPENSATION_READER };

/** Reads a history event by event, so that a long one need not be held. */
export class TimelineReading {
  private readonly draft = new TimelineDraft(new Map());
  private at = 0;
  private updatedAt: Date | null = null;

  /** @param definitionOf the definition of a saga in a version, where it is known: adds how often a step may be tried */
  constructor(private readonly definitionOf: (saga: string, version: string) => AnySagaDefinition | undefined) {}

  /** The next event; those it does not know change nothing. */
  read({ type, data, recordedAt, version }: SagaHistoryEvent): void {
    const read = Object.hasOwn(READER, type) ? (READER[type] as ReadEvent<unknown>) : undefined;
    const { version: before } = this.draft;
    read?.(this.draft, data, recordedAt);
    this.at = version ?? this.at + 1;
    this.updatedAt = recordedAt;
    if (this.draft.version !== before) this.learn();
  }

  timeline(): SagaTimeline {
    const { draft, at, updatedAt } = this;
    const { saga, version, status, state, startedAt, endedAt, failure, compensated, entries } = draft;
    return {
      saga,
      version,
      status,
      at,
      state,
      step: draft.step?.step ?? null,
      startedAt,
      updatedAt,
      endedAt,
      failure,
      compensated,
      waitsFor: waitsFor(draft),
      entries,
    };
  }

  private learn(): void {
    const definition = this.definitionOf(this.draft.saga, this.draft.version);
    this.draft.facts = definition ? stepFacts(definition) : new Map();
  }
}
