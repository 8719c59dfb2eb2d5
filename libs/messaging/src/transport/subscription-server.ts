import { ALL_TOPICS, catalogue, type Context } from '@edda/event-schemas';
import type { UnitOfWork } from '@edda/event-store';
import { Server, type CustomTransportStrategy, type MessageHandler } from '@nestjs/microservices';
import { lastValueFrom } from 'rxjs';
import type { DataSource } from 'typeorm';
import type { Broker } from '../broker/broker.js';
import type { Delivery } from '../envelope/delivery.js';
import type { MessageLogger } from '../envelope/message-logger.js';
import { SubscriptionRunner } from '../subscriptions/subscription-runner.js';
import type { Subscription, SubscriptionMetadata } from '../subscriptions/subscription.js';
import { DeliveryContext } from './delivery-context.js';
import { SUBSCRIPTION_EXTRA } from './subscribe.decorator.js';

export interface SubscriptionServerOptions {
  service: Context;
  broker: Broker;
  dataSource: DataSource;
  unitOfWork: UnitOfWork;
  logger: MessageLogger;
  /** How long a shutdown waits for running handlers, in milliseconds. */
  drainMs: number;
}

/**
 * The Nest transport that delivers broker records to controllers. Each handler is a subscription of its own, with its
 * own group, inbox and parked messages, so that a slow or failing one does not hold up another.
 */
export class SubscriptionServer extends Server implements CustomTransportStrategy {
  override readonly propagatesEventHandlerErrors = true;
  private readonly subscriptions = new Map<string, Subscription>();
  private runners: SubscriptionRunner[] = [];

  constructor(private readonly options: SubscriptionServerOptions) {
    super();
  }

  /** The base class chains handlers of one pattern and runs them together; here each stands alone. */
  override addHandler(
    pattern: string,
    callback: MessageHandler,
    _isEventHandler?: boolean,
    extras?: Record<string, unknown>,
  ): void {
    const metadata = extras?.[SUBSCRIPTION_EXTRA] as SubscriptionMetadata | undefined;
    if (!metadata) throw new Error(`The handler of "${pattern}" must be declared with @Subscribe or @Receive.`);
    if (this.subscriptions.has(metadata.name)) {
      throw new Error(`Two handlers are called "${metadata.name}": a subscription's name is its own.`);
    }
    this.checkListener(metadata);
    this.subscriptions.set(metadata.name, {
      ...metadata,
      group: `${this.options.service}.${metadata.name}`,
      handle: (delivery) => this.handle(callback, delivery),
    });
  }

  listen(callback: (error?: unknown) => void): void {
    this.start().then(() => callback(), callback);
  }

  async close(): Promise<void> {
    await Promise.all(this.runners.map((runner) => runner.stop(this.options.drainMs)));
    this.runners = [];
  }

  /** Subscriptions that have stopped for good, with the reason. */
  failures(): { subscription: string; error: Error }[] {
    return this.runners.flatMap((runner) => {
      const error = runner.failure();
      return error ? [{ subscription: runner.subscription.group, error }] : [];
    });
  }

  on(): never {
    throw new Error('Subscriptions emit no driver events.');
  }

  unwrap<T>(): T {
    return this.options.broker as T;
  }

  private async start(): Promise<void> {
    await this.options.broker.ensureTopics(ALL_TOPICS);
    this.runners = [...this.subscriptions.values()].map(
      (subscription) => new SubscriptionRunner(subscription, this.options),
    );
    await Promise.all(this.runners.map((runner) => runner.start()));
  }

  private async handle(callback: MessageHandler, delivery: Delivery): Promise<void> {
    const result: unknown = await callback(delivery.data, new DeliveryContext([delivery]));
    await lastValueFrom(this.transformToObservable(result), { defaultValue: undefined });
  }

  /** Keeps the catalogue of who listens to what true. */
  private checkListener({ name, topics, messages }: SubscriptionMetadata): void {
    const { service } = this.options;
    const wanted =
      messages ?? catalogue.all().filter(({ topic, kind }) => kind === 'event' && topics.includes(topic?.name ?? ''));
    const missing = wanted.filter(({ sender, listeners }) => sender !== service && !listeners.includes(service));
    if (missing.length > 0) {
      const types = missing.map(({ type }) => type).join(', ');
      throw new Error(
        `Subscription ${service}.${name}: the schema of ${types} does not name ${service} as a listener.`,
      );
    }
  }
}
