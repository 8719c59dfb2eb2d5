import type { AttemptOutcome, BreakerState, MessageLabels, MessagingMetrics, ParkedReason } from '@edda/messaging';
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { BoundedLabel } from './bounded-label.js';

const HANDLER_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
const BREAKER: Readonly<Record<BreakerState, number>> = { closed: 0, 'half-open': 1, open: 2 };
const MESSAGE = ['topic', 'type', 'group'] as const;
const MAX_TYPES = 500;
const MAX_CODES = 200;

type Sent = Omit<MessageLabels, 'group'>;

/** Counts what relay, subscriptions and drivers of one service report, in its registry. */
export class PrometheusMessagingMetrics implements MessagingMetrics {
  // Both come with records, which others may have written.
  private readonly types = new BoundedLabel(MAX_TYPES);
  private readonly codes = new BoundedLabel(MAX_CODES);
  private readonly counters;
  private readonly handlerSeconds;
  private readonly requestSeconds;
  private readonly breakerState;
  private readonly assigned;

  constructor(registry: Registry) {
    const registers = [registry];
    const counter = <L extends string>(name: string, help: string, labelNames: readonly L[]): Counter<L> =>
      new Counter({ name: `edda_${name}_total`, help, labelNames, registers });
    this.counters = {
      published: counter('messages_published', 'Records the broker has acknowledged.', ['topic', 'type']),
      refused: counter('messages_refused', 'Records the broker refused for good.', ['topic', 'type', 'code']),
      consumed: counter('messages_consumed', 'Records a subscription took over.', MESSAGE),
      duplicate: counter('messages_duplicate', 'Records that were recognised as handled before.', MESSAGE),
      failed: counter('messages_failed', 'Attempts that failed, by the code of the error.', [...MESSAGE, 'code']),
      retried: counter('messages_retried', 'Attempts after the first one of a message.', MESSAGE),
      parked: counter('messages_parked', 'Messages that were put aside, by the reason.', [...MESSAGE, 'reason']),
      dead: counter('messages_dead', 'Messages that became dead letters.', [...MESSAGE, 'code']),
      redriven: counter('dead_letters_redriven', 'Dead letters that were handed back.', MESSAGE),
      discarded: counter('dead_letters_discarded', 'Dead letters that were discarded.', MESSAGE),
      restarts: counter('consumer_restarts', 'Consumers that were started again.', ['group', 'reason']),
      rebalances: counter('consumer_rebalances', 'Changes of the partitions a member holds.', ['group']),
      late: counter('stream_late_events', 'Events that came after their window was closed.', ['stream']),
    };
    this.handlerSeconds = new Histogram({
      name: 'edda_message_handler_seconds',
      help: 'Time of an attempt, with its commit, by its outcome.',
      labelNames: [...MESSAGE, 'outcome'],
      buckets: HANDLER_BUCKETS,
      registers,
    });
    this.requestSeconds = new Histogram({
      name: 'edda_message_request_seconds',
      help: 'Time from a request over the broker to its answer.',
      labelNames: ['topic', 'type', 'outcome'],
      buckets: HANDLER_BUCKETS,
      registers,
    });
    this.breakerState = new Gauge({
      name: 'edda_consumer_breaker_state',
      help: 'Circuit breaker of a group: 0 closed, 1 half-open, 2 open.',
      labelNames: ['group'],
      registers,
    });
    this.assigned = new Gauge({
      name: 'edda_consumer_partitions',
      help: 'Partitions this process holds for a group.',
      labelNames: ['group'],
      registers,
    });
  }

  published(labels: Sent, count: number): void {
    this.counters.published.inc(this.sent(labels), count);
  }

  refused(labels: Sent, code: string): void {
    this.counters.refused.inc({ ...this.sent(labels), code: this.codes.of(code) });
  }

  consumed(labels: MessageLabels): void {
    this.counters.consumed.inc(this.received(labels));
  }

  duplicate(labels: MessageLabels): void {
    this.counters.duplicate.inc(this.received(labels));
  }

  attempted(labels: MessageLabels, outcome: AttemptOutcome, seconds: number): void {
    this.handlerSeconds.observe({ ...this.received(labels), outcome }, seconds);
  }

  failed(labels: MessageLabels, code: string): void {
    this.counters.failed.inc({ ...this.received(labels), code: this.codes.of(code) });
  }

  retried(labels: MessageLabels): void {
    this.counters.retried.inc(this.received(labels));
  }

  parked(labels: MessageLabels, reason: ParkedReason): void {
    this.counters.parked.inc({ ...this.received(labels), reason });
  }

  dead(labels: MessageLabels, code: string): void {
    this.counters.dead.inc({ ...this.received(labels), code: this.codes.of(code) });
  }

  redriven(labels: MessageLabels): void {
    this.counters.redriven.inc(this.received(labels));
  }

  discarded(labels: MessageLabels): void {
    this.counters.discarded.inc(this.received(labels));
  }

  breaker(group: string, state: BreakerState): void {
    this.breakerState.set({ group }, BREAKER[state]);
  }

  restarted(group: string, reason: 'failed' | 'stuck'): void {
    this.counters.restarts.inc({ group, reason });
  }

  rebalanced(group: string, partitions: number): void {
    this.counters.rebalances.inc({ group });
    this.assigned.set({ group }, partitions);
  }

  requested(labels: Sent, outcome: 'answered' | 'failed' | 'timed-out', seconds: number): void {
    this.requestSeconds.observe({ ...this.sent(labels), outcome }, seconds);
  }

  late(stream: string): void {
    this.counters.late.inc({ stream });
  }

  private sent({ topic, type }: Sent): Sent {
    return { topic, type: this.types.of(type) };
  }

  private received({ topic, type, group }: MessageLabels): MessageLabels {
    return { topic, type: this.types.of(type), group };
  }
}
