import { ALL_TOPICS } from '@edda/event-schemas';
import { PostgresEventStore } from '@edda/event-store';
import { backoffDelay, pause } from '@edda/kernel';
import {
  startRelay,
  type Broker,
  type MessageTransforms,
  type MessagingMetrics,
  type MessagingTracer,
  type Relay,
} from '@edda/messaging';
import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import { LOGGER } from '../bootstrap/tokens.js';
import { HealthIndicators } from '../health/health-indicators.js';
import type { Logger } from '../logging/logger.js';
import { BROKER } from './broker-token.js';
import { MESSAGE_TRANSFORMS } from './message-transforms-token.js';
import { MESSAGING_METRICS, MESSAGING_TRACER } from './messaging-telemetry.js';

/** Runs the relay of a service from its start to its end, and says how its database, broker and relay are. */
@Injectable()
export class RelayRunner implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown {
  private readonly stopping = new AbortController();
  private relay: Relay | null = null;
  private starting: Promise<void> = Promise.resolve();

  constructor(
    private readonly dataSource: DataSource,
    private readonly store: PostgresEventStore,
    @Inject(BROKER) private readonly broker: Broker,
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(MESSAGING_METRICS) private readonly metrics: MessagingMetrics,
    @Inject(MESSAGING_TRACER) private readonly tracer: MessagingTracer,
    @Inject(MESSAGE_TRANSFORMS) private readonly transforms: MessageTransforms,
    health: HealthIndicators,
  ) {
    health.register('database', async () => void (await dataSource.query('select 1')));
    health.register('broker', () => broker.ping());
    health.register('relay', () => this.look());
  }

  onApplicationBootstrap(): void {
    this.starting = this.start();
  }

  /** Before the subscriptions drain: what their last handlers append is published at the next start. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.starting;
    await this.relay?.stop();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.store.close();
    await this.broker.close();
    await this.dataSource.destroy();
  }

  private async look(): Promise<Readonly<Record<string, unknown>>> {
    const { relay } = this;
    const failure = relay?.failure();
    if (failure) throw failure;
    const [lag, refused] = await Promise.all([relay?.lag(), relay?.refused()]);
    return {
      owner: (relay?.ownedShards.length ?? 0) > 0,
      lag: lag?.positions ?? 0,
      ...(refused && refused.refused > 0 && { refused: refused.refused }),
      ...(refused && refused.retrying > 0 && { retrying: refused.retrying }),
    };
  }

  /** As soon as the topics are there; what is wrong with them is told, and stops the start, where the groups are joined. */
  private async start(): Promise<void> {
    const { store, broker, logger, metrics, tracer, stopping } = this;
    const transforms = this.transforms.outgoing ?? [];
    for (let failures = 0; !stopping.signal.aborted;) {
      try {
        await broker.ensureTopics(ALL_TOPICS);
        if (!stopping.signal.aborted) this.relay = startRelay({ store, broker, logger, metrics, tracer, transforms });
        return;
      } catch (error) {
        logger.debug('The relay waits for its topics.', { error });
        await pause(backoffDelay(++failures), stopping.signal);
      }
    }
  }
}
