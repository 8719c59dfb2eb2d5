import {
  ContentProcessingCompleted,
  definitionOf,
  ResearchWorkflowCompleted,
  ResearchWorkflowFailed,
  TaskCompleted,
  type MessageClass,
} from '@edda/event-schemas';

/** What counts of an event. */
export interface Occurrence {
  readonly type: string;
  /** The context that sent it. */
  readonly context: string;
  /** How what it tells of has ended; null for an event that is no end of something. */
  readonly outcome: 'succeeded' | 'failed' | null;
  /** How long it took, in milliseconds; null where the event does not say. */
  readonly duration: number | null;
}

/** @param data as the version of the event says that this build knows */
export function occurrenceOf(data: unknown, { type, source }: { type: string; source: string }): Occurrence {
  const occurrence = { type, context: source, outcome: null, duration: null };
  if (is(ContentProcessingCompleted, type, data)) {
    return { ...occurrence, outcome: endedWith(data.status), duration: data.processingDuration };
  }
  if (is(TaskCompleted, type, data)) {
    return { ...occurrence, outcome: endedWith(data.status), duration: data.executionTime };
  }
  if (is(ResearchWorkflowCompleted, type, data)) return { ...occurrence, outcome: 'succeeded' };
  if (is(ResearchWorkflowFailed, type, data)) return { ...occurrence, outcome: 'failed' };
  return occurrence;
}

/** What was called off, or is there in part, has not failed. */
function endedWith(status: string): 'succeeded' | 'failed' {
  return status === 'failed' ? 'failed' : 'succeeded';
}

function is<T extends object>(payload: MessageClass<T>, type: string, data: unknown): data is T {
  return type === definitionOf(payload).type && typeof data === 'object' && data !== null;
}
