import { ALL_TOPICS } from '@edda/event-schemas';
import type { UnitOfWork } from '@edda/event-store';
import { pause } from '@edda/kernel';
import { Server, type CustomTransportStrategy, type MessageHandler } from '@nestjs/microservices';
import type { DataSource } from 'typeorm';
import type { Broker } from '../broker/broker.js';
import type { Delivery } from '../envelope/delivery.js';
import type { MessageLogger } from '../envelope/message-logger.js';
import type { IncomingTransform } from '../envelope/message-transform.js';
import { NO_METRICS, type MessagingMetrics } from '../observability/messaging-metrics.js';
import { NO_TRACING, type MessagingTracer } from '../observability/messaging-tracer.js';
import { SubscriptionRunner } from '../subscriptions/subscription-runner.js';
import { DeclaredHandlers } from './declared-handlers.js';
import { DeclaredRequests } from './declared-requests.js';
import { GroupJoin } from './group-join.js';
import { callHandler, type ProcessingHooks } from './handler-call.js';
import type { SubscriptionStatus } from './subscription-status.js';
import { WatchedResponder } from './watched-responder.js';
import { WatchedSubscription } from './watched-subscription.js';

const PATIENCE_MS = 60_000;
const WATCH_MS = 10_000;

export interface SubscriptionServerOptions {
  /** Names the consumer groups: `<service>.<subscription>`. */
  service: string;
  broker: Broker;
  dataSource: DataSource;
  unitOfWork: UnitOfWork;
  logger: MessageLogger;
  /** How long a shutdown waits for running handlers, in milliseconds. */
  drainMs: number;
  metrics?: MessagingMetrics;
  tracer?: MessagingTracer;
  /** Applied to every message before its handler sees it. */
  transforms?: readonly IncomingTransform[];
  /** How long a consumer may stand still with records before it until it is started again; 60,000 ms unless given. */
  patienceMs?: number;
  /** How often consumers are looked at; 10,000 ms unless given. */
  watchMs?: number;
}

/**
 * The Nest transport that delivers broker records to controllers. Each handler is a subscription of its own, with its
 * own group, key rows and parked messages, so that a slow or failing one does not hold up another.
 */
export class SubscriptionServer extends Server implements CustomTransportStrategy {
  override readonly propagatesEventHandlerErrors = true;
  private readonly handlers: DeclaredHandlers;
  private readonly requests: DeclaredRequests;
  private readonly stopping = new AbortController();
  private subscriptions: WatchedSubscription[] = [];
  private responder: WatchedResponder | null = null;
  private joining: GroupJoin | null = null;
  private watching: Promise<void> = Promise.resolve();

  constructor(private readonly options: SubscriptionServerOptions) {
    super();
    this.handlers = new DeclaredHandlers(options.service);
    this.requests = new DeclaredRequests(options.service);
  }

  /** The base class chains handlers of one pattern and runs them together; here each stands alone. */
  override addHandler(
    pattern: string,
    callback: MessageHandler,
    isEventHandler = false,
    extras: Record<string, unknown> = {},
  ): void {
    if (isEventHandler) this.handlers.add(pattern, callback, extras);
    else this.requests.add(pattern, callback, extras);
  }

  /** @throws Error that says which declaration is wrong; what the broker refuses for good */
  listen(callback: (error?: unknown) => void): void {
    this.start().then(() => callback(), callback);
  }

  async close(): Promise<void> {
    this.stopping.abort();
    const { drainMs } = this.options;
    // What asks a broker that is away may take longer than a shutdown may.
    const waited = new AbortController();
    await Promise.race([Promise.all([this.joining?.stop(), this.watching]), pause(drainMs, waited.signal)]);
    waited.abort();
    const runners = this.subscriptions.map(({ runner }) => runner.stop(drainMs));
    await Promise.all([...runners, this.responder?.stop(drainMs)]);
    this.subscriptions = [];
    this.responder = null;
  }

  /** Whether Nest has started it: until then no handler runs. */
  get isStarted(): boolean {
    return this.joining !== null;
  }

  /** How the subscriptions of this process stand. */
  statuses(): SubscriptionStatus[] {
    const waitsFor = this.joining?.waitsFor;
    const parts = [...this.subscriptions, ...(this.responder ? [this.responder] : [])];
    return parts.map((part) => {
      const status = part.status();
      return status.phase === 'connecting' && waitsFor ? { ...status, reason: waitsFor.message } : status;
    });
  }

  /** Makes a subscription look for parked messages now, such as a dead letter that was redriven. */
  wake(group: string): void {
    this.subscriptions.find(({ runner }) => runner.subscription.group === group)?.runner.wake();
  }

  on(): never {
    throw new Error('Subscriptions emit no driver events.');
  }

  unwrap<T>(): T {
    return this.options.broker as T;
  }

  private async start(): Promise<void> {
    const { service, unitOfWork, broker, logger, metrics = NO_METRICS, tracer = NO_TRACING } = this.options;
    const handle = this.handle.bind(this);
    const watch = { broker, logger, metrics, patienceMs: this.options.patienceMs ?? PATIENCE_MS };
    const options = { ...this.options, metrics, tracer };
    this.subscriptions = this.handlers
      .subscriptions(handle)
      .map((subscription) => new WatchedSubscription(new SubscriptionRunner(subscription, options), watch));
    const handlers = this.requests.handlers(unitOfWork.codec, handle);
    if (handlers.size > 0) this.responder = new WatchedResponder({ service, broker, handlers, logger, tracer });
    this.joining = new GroupJoin(() => this.join(), logger);
    await this.joining.start();
    this.watching = this.watch();
  }

  private handle(callback: MessageHandler, delivery: Delivery, signal?: AbortSignal): Promise<unknown> {
    const transport = this.transportId as never;
    const hooks: ProcessingHooks = {
      start: (context, work) => this.onProcessingStartHook(transport, context, work),
      end: (context) => this.onProcessingEndHook?.(transport, context),
    };
    return callHandler(callback, delivery, hooks, signal);
  }

  private async join(): Promise<void> {
    await this.options.broker.ensureTopics(ALL_TOPICS);
    const joins = this.subscriptions.map((subscription) => subscription.join());
    const outcomes = await Promise.allSettled([...joins, this.responder?.join()]);
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failed) throw failed.reason;
    const groups = this.subscriptions.map(({ runner }) => runner.subscription.group);
    this.options.logger.info('The subscriptions run.', { subscriptions: groups });
  }

  private async watch(): Promise<void> {
    const { signal } = this.stopping;
    const { watchMs = WATCH_MS, logger } = this.options;
    for (await pause(watchMs, signal); !signal.aborted; await pause(watchMs, signal)) {
      for (const subscription of this.subscriptions) {
        if (signal.aborted) return;
        // The broker has a health check of its own: while it does not answer, nothing is known here.
        await subscription
          .look()
          .catch((error: unknown) => logger.debug('A subscription cannot be looked at.', { error }));
      }
    }
  }
}
