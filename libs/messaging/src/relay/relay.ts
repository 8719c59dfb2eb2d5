import {
  listSubscriptions,
  poolClient,
  reshardCheckpoint,
  type Subscription,
  type SubscriptionLag,
} from '@edda/event-store';
import { backoffDelay, EddaError, pause } from '@edda/kernel';
import { RefusedRecords, type RefusedCounts } from './refused-records.js';
import type { RelayOptions } from './relay-options.js';
import { RelayPublisher } from './relay-publisher.js';

const NAME = 'relay';
const SHARDS = 4;
const BATCH_SIZE = 500;
/** How often to look whether the processes that divide the work otherwise have ended, in milliseconds. */
const DIVIDE_MS = 1_000;
/** How often to look for refused messages that are to be sent again, in milliseconds. */
const RESEND_MS = 1_000;
const RESEND_AT_ONCE = 20;

/** The relay of a service: this process's part of it. */
export interface Relay {
  /** The shares it owns at the moment. */
  readonly ownedShards: readonly number[];
  /** How far all of them, in all processes, are behind the log. */
  lag(): Promise<SubscriptionLag>;
  /** Messages that lie aside, because the broker refuses them or because they wait behind one. */
  refused(): Promise<RefusedCounts>;
  /** Why it publishes nothing until somebody mends it and it is started anew; null while it works. */
  failure(): Error | null;
  /** Ends after the batches in hand, and gives its shares to the others. */
  stop(): Promise<void>;
}

/**
 * Publishes what the log says must be published: each stream in its order, and as it is stored. A checkpoint moves after
 * the broker's acknowledgement: killed in between the relay publishes again, and receivers recognise the repetition. What
 * the broker refuses for good is put aside with its stream, and the others go on. It runs until it is stopped.
 */
export function startRelay(options: RelayOptions): Relay {
  return new RunningRelay(options);
}

class RunningRelay implements Relay {
  private readonly stopping = new AbortController();
  private readonly publisher: RelayPublisher;
  private readonly running: Promise<unknown>;
  private subscription: Subscription | null = null;
  private broken: Error | null = null;

  constructor(private readonly options: RelayOptions) {
    this.publisher = new RelayPublisher(options);
    this.running = Promise.all([this.follow(), this.resend()]);
  }

  get ownedShards(): readonly number[] {
    return this.subscription?.ownedShards ?? [];
  }

  async lag(): Promise<SubscriptionLag> {
    try {
      if (this.subscription) return await this.subscription.lag();
    } catch (error) {
      if (!isDividedOtherwise(error)) throw error;
    }
    // Not its own yet: the processes of before go on with it meanwhile.
    const own = (await listSubscriptions(this.client)).find(({ name }) => name === NAME);
    return { positions: own?.positionsBehind ?? 0, milliseconds: own?.millisecondsBehind ?? 0 };
  }

  refused(): Promise<RefusedCounts> {
    return new RefusedRecords(this.client).counts();
  }

  failure(): Error | null {
    return this.broken;
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.subscription?.stop();
    await this.running;
  }

  private get client() {
    return poolClient(this.options.store.dataSource);
  }

  /** Begins as soon as no process divides the work into another number of shares: an upgrade ends with those of before. */
  private async follow(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const subscription = this.subscribe();
      this.subscription = subscription;
      try {
        return await subscription.started;
      } catch (error) {
        await subscription.stop();
        if (!isDividedOtherwise(error)) {
          this.broken = error instanceof Error ? error : new Error(String(error));
          return this.options.logger.error('The relay cannot run.', { error });
        }
        await this.divide();
      }
    }
  }

  private subscribe(): Subscription {
    const { store, logger, shards = SHARDS, batchSize = BATCH_SIZE, leaseMs } = this.options;
    return store.subscribe({
      name: NAME,
      shards,
      batchSize,
      ...(leaseMs !== undefined && { leaseMs }),
      filter: { published: true, kinds: ['event', 'command', 'reply'] },
      handleJson: (messages) => this.publisher.publish(messages),
      onError: (error) => {
        if (!isDividedOtherwise(error)) logger.warn('The relay cannot publish; it tries again.', { error });
      },
    });
  }

  private async divide(): Promise<void> {
    const { shards = SHARDS, logger } = this.options;
    const { signal } = this.stopping;
    try {
      await reshardCheckpoint(this.client, NAME, shards);
      logger.info(`The relay is divided into ${shards} shares from now on.`);
    } catch (error) {
      if (!(error instanceof EddaError) || error.code !== 'SUBSCRIPTION_OWNED') {
        logger.warn('The work of the relay cannot be divided; it is tried again.', { error });
      }
      await pause(DIVIDE_MS, signal);
    }
  }

  private async resend(): Promise<void> {
    const { signal } = this.stopping;
    const refused = new RefusedRecords(this.client);
    for (let failures = 0; !signal.aborted;) {
      try {
        const due = await refused.due(RESEND_AT_ONCE);
        for (const id of due) if (!signal.aborted) await this.publisher.resend(id);
        failures = 0;
        if (due.length < RESEND_AT_ONCE) await pause(RESEND_MS, signal);
      } catch (error) {
        if (signal.aborted) return;
        this.options.logger.warn('What was refused cannot be sent again; it is tried again.', { error });
        await pause(backoffDelay(++failures), signal);
      }
    }
  }
}

function isDividedOtherwise(error: unknown): boolean {
  return error instanceof EddaError && error.code === 'SUBSCRIPTION_SHARDS_FIXED';
}
