import type { DataSource } from 'typeorm';
import type { Subscription } from '../subscribe/subscription.js';
import type { ProjectionState } from './beat.js';
import { startFeed, type FeedParts } from './feed.js';
import { goInline, MAX_PATIENCE } from './go-inline.js';
import type { InlineProjections } from './inline-projections.js';
import type { Projection } from './projection.js';

/** A projection in a process that keeps it: its subscription runs while it is not inline. */
export class RunningProjection {
  private feed: Subscription | null = null;
  private state: ProjectionState | null = null;
  private ending: Promise<unknown> = Promise.resolve();
  private patience = 1;

  constructor(
    readonly projection: Projection,
    private readonly parts: FeedParts & { inline: InlineProjections },
    private readonly leaseMs: number,
  ) {}

  /** Whether it could be made inline as soon as it has caught up. */
  get mayGoInline(): boolean {
    return this.state?.status === 'catching-up' && !this.state.accompanied && !this.state.hasOutsiders;
  }

  /** @returns whether it is inline now */
  async goInline(dataSource: DataSource, signal: AbortSignal): Promise<boolean> {
    const attempt = await goInline(dataSource, this.projection, this.patience, signal);
    this.patience = attempt === 'near' ? Math.min(this.patience * 2, MAX_PATIENCE) : 1;
    return attempt === 'inline';
  }

  /** Whether another version is still kept though its last process has left. */
  get survives(): boolean {
    return this.state?.survives === true;
  }

  /** @param feeds whether this process feeds it, too */
  apply(state: ProjectionState, feeds: boolean): void {
    this.state = state;
    if (state.status === 'inline' || state.status === 'catching-up') {
      this.parts.inline.believe(this.projection, state.status);
    }
    // Not waited for: what is in hand may itself wait to learn how the projections are kept.
    if (!feeds || state.status === 'inline' || state.status === 'retired') {
      void this.stop().catch((error: unknown) => this.parts.events.failed(error));
    } else this.feed ??= startFeed(this.parts, this.projection, this.leaseMs, () => this.state ?? state);
  }

  async stop(): Promise<void> {
    const { feed, ending } = this;
    this.feed = null;
    if (feed) this.ending = Promise.all([ending, feed.stop()]);
    await this.ending;
  }
}
