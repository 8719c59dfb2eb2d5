import { Logger } from '@nestjs/common';
import type { EventStore } from '../event-store.js';
import type { ReactedTo, ReactionDelivery, RunningReaction } from './reaction-delivery.js';

/** Straight from the log: an event that fails is tried again for as long as it takes, and what follows waits. */
export class LogDelivery implements ReactionDelivery {
  private readonly logger = new Logger('ReactionRunner');

  constructor(private readonly store: Pick<EventStore, 'subscribe'>) {}

  async deliver(
    name: string,
    types: readonly string[],
    handle: (event: ReactedTo) => Promise<void>,
  ): Promise<RunningReaction> {
    const subscription = this.store.subscribe({
      name: `reaction:${name}`,
      from: 'now',
      filter: { types: [...types] },
      // Each event by itself: one that fails must not undo those before it.
      batchSize: 1,
      handle,
      onError: (error) => this.logger.error(`${name} failed, and is tried again`, stackOf(error)),
    });
    await subscription.started;
    return { name: `reaction:${name}`, stop: () => subscription.stop() };
  }
}

function stackOf(error: unknown): unknown {
  return error instanceof Error ? error.stack : error;
}
