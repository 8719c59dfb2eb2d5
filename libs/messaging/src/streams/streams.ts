import { ALL_TOPICS } from '@edda/event-schemas';
import type { UnitOfWork } from '@edda/event-store';
import { systemClock, type Clock } from '@edda/kernel';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import type { MessageHandler } from '@nestjs/microservices';
import type { TopicPartition } from '../broker/broker.js';
import type { Delivery } from '../envelope/delivery.js';
import type { MessageLogger } from '../envelope/message-logger.js';
import { NO_METRICS, type MessagingMetrics } from '../observability/messaging-metrics.js';
import { definePolicy } from '../policies/define-policy.js';
import type { PolicyOptions } from '../policies/policy-options.js';
import { checkedName } from '../transport/declared-subscription.js';
import type { DeliveryContext } from '../transport/delivery-context.js';
import { SUBSCRIPTION_EXTRA } from '../transport/subscribe.decorator.js';
import type { Pipeline, StreamSource } from './pipeline.js';
import { forgetUnused } from './state/forget-unused.js';
import { PipelineRunner } from './run/pipeline-runner.js';

/** What takes handlers: the {@link SubscriptionServer}. */
export interface HandlerRegistry {
  addHandler(pattern: string, callback: MessageHandler, isEventHandler: boolean, extras: Record<string, unknown>): void;
}

export interface StreamsOptions {
  /** Names the consumer groups: `<service>.<stream>`. */
  readonly service: string;
  readonly unitOfWork: UnitOfWork;
  readonly subscriptions: HandlerRegistry;
  readonly logger: MessageLogger;
  readonly metrics?: Pick<MessagingMetrics, 'late'>;
  readonly clock?: Clock;
  /** How often windows are brought up to date and handed over; 1,000 ms unless given. */
  readonly intervalMs?: number;
}

/** The streams of a service. Each is a subscription of its own; its providers declare them in their constructors. */
export class Streams implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly names = new Set<string>();
  private readonly runners: { runner: PipelineRunner; source: StreamSource }[] = [];

  constructor(private readonly options: StreamsOptions) {}

  /**
   * Runs a pipeline while the service runs.
   *
   * @param name stable: state and progress are kept under it. Renaming it makes a new stream, which starts anew.
   * @param policy how it is delivered to, where that differs from {@link DEFAULT_DELIVERY_POLICY}
   * @throws Error when the name is taken, or the policy is wrong
   */
  run(name: string, pipeline: Pipeline, policy: PolicyOptions = {}): void {
    if (this.names.has(name)) throw new Error(`Two streams are called "${name}": give one of them another name.`);
    const { topics, messages } = pipeline.source;
    const metadata = { name: checkedName(name), topics, messages, rejection: null, policy: definePolicy(name, policy) };
    if (metadata.policy.guarantee !== 'effectively-once' && pipeline.kind === 'windowed') {
      throw new Error(`The stream "${name}" keeps windows, so its guarantee must be "effectively-once".`);
    }
    this.names.add(name);
    const handle = this.handlerOf(name, pipeline);
    this.options.subscriptions.addHandler(name, (_data, context: DeliveryContext) => handle(context.delivery), true, {
      [SUBSCRIPTION_EXTRA]: metadata,
    });
  }

  async onApplicationBootstrap(): Promise<void> {
    for (const { runner, source } of this.runners) await runner.prepare(partitionsOf(source));
    for (const { runner } of this.runners) runner.start();
    const { unitOfWork, clock = systemClock } = this.options;
    await forgetUnused(unitOfWork.pool, clock.now());
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.runners.map(({ runner }) => runner.stop()));
  }

  private handlerOf(name: string, pipeline: Pipeline): (delivery: Delivery) => Promise<void> {
    const { service, unitOfWork, logger, metrics = NO_METRICS, clock = systemClock, intervalMs = 1000 } = this.options;
    if (pipeline.kind === 'direct') return (delivery) => pipeline.handle(delivery, unitOfWork);
    const running = { name: `${service}.${name}`, service, pipeline, unitOfWork, clock, logger, metrics };
    const runner = new PipelineRunner(running, intervalMs);
    this.runners.push({ runner, source: pipeline.source });
    return (delivery) => runner.handle(delivery);
  }
}

function partitionsOf({ topics }: StreamSource): TopicPartition[] {
  return ALL_TOPICS.filter(({ name }) => topics.includes(name)).flatMap(({ name, partitions }) =>
    Array.from({ length: partitions }, (_, partition) => ({ topic: name, partition })),
  );
}
