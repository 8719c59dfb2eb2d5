import type { SagaMetrics, StepEnd, Verdict } from '@edda/sagas';
import { Counter, Histogram, type Registry } from 'prom-client';

/** From a local step to a process that takes days, in seconds. */
const SAGA_BUCKETS = [0.01, 0.05, 0.1, 0.5, 1, 5, 15, 60, 300, 1800, 7200, 43_200, 86_400, 604_800];
const STEP_BUCKETS = [0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 15, 60, 300, 1800, 7200, 43_200, 86_400];
const STEP = ['saga', 'step'] as const;

/** Counts what the sagas of one service do, in its registry. The names of sagas and steps are those of its definitions. */
export class PrometheusSagaMetrics implements SagaMetrics {
  private readonly counters;
  private readonly sagaSeconds;
  private readonly stepSeconds;

  constructor(registry: Registry) {
    const registers = [registry];
    const counter = <L extends string>(name: string, help: string, labelNames: readonly L[]): Counter<L> =>
      new Counter({ name: `edda_saga_${name}_total`, help, labelNames, registers });
    this.counters = {
      started: counter('instances_started', 'Instances that were started.', ['saga']),
      retried: counter('retries', 'Attempts after the first one of a step, or of undoing it.', STEP),
      compensated: counter('compensations', 'Executions that were undone.', STEP),
      stuck: counter('stuck', 'Times that an instance could go neither on nor back by itself.', STEP),
      messages: counter('messages', 'Outcomes, signals and requests that arrived, by what became of them.', [
        'verdict',
      ]),
    };
    this.sagaSeconds = new Histogram({
      name: 'edda_saga_duration_seconds',
      help: 'Time from the start of an instance to its end, by how it ended.',
      labelNames: ['saga', 'status'],
      buckets: SAGA_BUCKETS,
      registers,
    });
    this.stepSeconds = new Histogram({
      name: 'edda_saga_step_seconds',
      help: 'Time of a step with its retries and what it waited for, by how it came out.',
      labelNames: [...STEP, 'outcome'],
      buckets: STEP_BUCKETS,
      registers,
    });
  }

  started(saga: string): void {
    this.counters.started.inc({ saga });
  }

  ended(saga: string, status: 'completed' | 'failed' | 'cancelled', seconds: number): void {
    this.sagaSeconds.observe({ saga, status }, seconds);
  }

  stepEnded(saga: string, step: string, outcome: StepEnd, seconds: number): void {
    this.stepSeconds.observe({ saga, step, outcome }, seconds);
  }

  retried(saga: string, step: string): void {
    this.counters.retried.inc({ saga, step });
  }

  compensated(saga: string, step: string): void {
    this.counters.compensated.inc({ saga, step });
  }

  stuck(saga: string, step: string): void {
    this.counters.stuck.inc({ saga, step });
  }

  messages(verdict: Verdict, count: number): void {
    this.counters.messages.inc({ verdict }, count);
  }
}
