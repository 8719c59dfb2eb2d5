import type { NewMessage } from '@edda/event-schemas';
import type { StepEnd, SagaMetrics } from './saga-metrics.js';

/** Since when the steps of one instance have been under way. */
export class StepTimes {
  private readonly begun = new Map<string, number>();

  /** @param since when the instance was parked last: a step from before began about then */
  constructor(private readonly since: Date) {}

  begin(step: string): void {
    this.begun.set(step, performance.now());
  }

  /** How long it took, in seconds. */
  end(step: string): number {
    const begun = this.begun.get(step);
    this.begun.delete(step);
    return Math.max(0, begun === undefined ? Date.now() - this.since.getTime() : performance.now() - begun) / 1000;
  }
}

type EventData = { readonly step?: string; readonly retryAt?: string; readonly status?: string };

/** Counts what one move has recorded. */
export function countEvents(
  metrics: SagaMetrics,
  saga: string,
  events: readonly NewMessage[],
  { times, startedAt }: { times: StepTimes; startedAt: Date },
): void {
  for (const event of events) {
    const data = event.data as EventData;
    const step = data.step ?? '';
    const ended = (outcome: StepEnd): void => metrics.stepEnded(saga, step, outcome, times.end(step));
    switch (event.definition.type) {
      case 'SagaStarted':
        metrics.started(saga);
        break;
      case 'StepStarted':
      case 'StepCompensationStarted':
        times.begin(step);
        break;
      case 'StepCompleted':
        ended('completed');
        break;
      case 'StepFailed':
        if (data.retryAt === undefined) ended('failed');
        break;
      case 'StepSkipped':
        ended('skipped');
        break;
      case 'StepRetried':
        metrics.retried(saga, step);
        break;
      case 'StepCompensated':
        ended('compensated');
        metrics.compensated(saga, step);
        break;
      case 'StepCompensationFailed':
        if (data.retryAt === undefined) ended('compensation-failed');
        break;
      case 'SagaStuck':
        metrics.stuck(saga, step);
        break;
      case 'SagaEnded':
        metrics.ended(saga, data.status as 'completed', Math.max(0, Date.now() - startedAt.getTime()) / 1000);
        break;
    }
  }
}
