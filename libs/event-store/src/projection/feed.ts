import type { RecordedMessage } from '../recorded-message.js';
import { ShardLost } from '../subscribe/delivery.js';
import type { Subscription, SubscriptionOptions } from '../subscribe/subscription.js';
import type { UnitOfWork } from '../unit-of-work/unit-of-work.js';
import { applyRecorded } from './apply-recorded.js';
import type { ProjectionState } from './beat.js';
import { subscriptionOf } from './projection-id.js';
import type { ProjectionEvents } from './projection-beliefs.js';
import { projectionWrite } from './projection-write.js';
import type { Projection } from './projection.js';

export interface FeedParts {
  unitOfWork: UnitOfWork;
  subscribe: (options: SubscriptionOptions) => Subscription;
  events: ProjectionEvents;
}

/** What a feed needs to know of how its projection is kept; it changes while the feed runs. */
export type FeedState = Pick<ProjectionState, 'replayUntil' | 'followsOlder'>;

/** Of a share of its subscription: what a process that dies was handling is handled elsewhere after that time. */
const SHORTEST_LEASE_MS = 100;
const LONGEST_LEASE_MS = 10_000;

/** Starts the subscription that keeps a projection which is not inline; the checkpoint commits with its tables. */
export function startFeed(
  parts: FeedParts,
  projection: Projection,
  leaseMs: number,
  state: () => FeedState,
): Subscription {
  const { unitOfWork, subscribe, events } = parts;
  return subscribe({
    name: subscriptionOf(projection),
    filter: { types: projection.types, kinds: projection.kinds },
    leaseMs: Math.max(SHORTEST_LEASE_MS, Math.min(leaseMs, LONGEST_LEASE_MS)),
    ...(projection.mode === 'async' && { shards: projection.shards }),
    handleBatch: (messages) => handle(messages),
    onError: (error) => {
      // A switch takes the checkpoint away: what was in hand is undone.
      if (!(error instanceof ShardLost)) events.failed(error);
    },
  });

  async function handle(messages: readonly RecordedMessage[]): Promise<void> {
    const manager = await unitOfWork.manager();
    const { replayUntil, followsOlder } = state();
    for (const message of messages) {
      const rebuilding = message.position <= replayUntil;
      const onEffect = (run: () => void | Promise<void>): void => unitOfWork.afterCommit(() => runEffect(run));
      const write = projectionWrite(
        manager,
        (table) => projection.tableOf(table),
        rebuilding,
        rebuilding || followsOlder ? null : onEffect,
      );
      await applyRecorded(projection, message, write);
    }
    unitOfWork.afterCommit(() => events.moved([projection.name]));
  }

  function runEffect(run: () => void | Promise<void>): void {
    void Promise.resolve()
      .then(run)
      .catch((error: unknown) => events.failed(error));
  }
}
