import { backoffDelay, pause } from '@edda/kernel';
import type { LogPage } from '../read/log-pages.js';
import type { OwnedCheckpoint } from './checkpoint.js';
import { HandledBefore, ShardLost, type Delivery } from './delivery.js';
import { cursorAt, type Cursor, type LogFeed } from './log-feed.js';

export interface FollowerParts {
  feed: LogFeed;
  delivery: Delivery;
  onError: (error: unknown) => void;
  /** It has handled more, or gone past what was not for it. */
  onProgress: () => void;
  /** It has ended, because it was told to or because its shard has another owner. */
  onEnd: () => void;
}

/** Follows the log for one shard of a subscription, or for one without a name: reads, handles, goes on. */
export class Follower {
  private readonly stopping = new AbortController();
  private readonly cursor: Cursor;
  private readonly running: Promise<void>;
  private delivering = false;
  private over = false;

  /** @param checkpoint the one it owns, or null; it starts behind `position` */
  constructor(
    private readonly parts: FollowerParts,
    readonly checkpoint: OwnedCheckpoint | null,
    position: number,
  ) {
    this.cursor = cursorAt(position);
    this.running = this.run().finally(() => {
      this.over = true;
      parts.onEnd();
    });
  }

  /** Everything up to here is handled, or was not for it. */
  get position(): number {
    return this.cursor.position;
  }

  /** Whether it handles nothing more than what is in hand. */
  get isEnding(): boolean {
    return this.stopping.signal.aborted;
  }

  get hasEnded(): boolean {
    return this.over;
  }

  /** Its checkpoint as it could be moved without a message, on this connection of the tailer; null when it could not. */
  idleOn(session: number): OwnedCheckpoint | null {
    const { checkpoint, cursor, delivering } = this;
    if (!checkpoint || delivering || cursor.session !== session) return null;
    return cursor.position > checkpoint.position ? { ...checkpoint, position: cursor.position } : null;
  }

  /** Its checkpoint was moved without a message. */
  movedTo(position: number): void {
    if (this.checkpoint) this.checkpoint.position = Math.max(this.checkpoint.position, position);
    this.cursor.anchored = Math.max(this.cursor.anchored, position);
  }

  /** Says that it should end after what is in hand. Who waits for the tailer must be stirred. */
  end(): void {
    this.stopping.abort();
  }

  get ended(): Promise<void> {
    return this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    const { feed, onError, onProgress } = this.parts;
    for (let failures = 0; !signal.aborted;) {
      try {
        for await (const page of feed.pages(this.cursor, signal)) {
          await this.handle(page);
          if (signal.aborted) return;
          failures = 0;
          this.cursor.position = Math.max(this.cursor.position, page.reached);
          onProgress();
        }
      } catch (error) {
        onError(error);
        if (error instanceof ShardLost) return this.end();
        await pause(backoffDelay(++failures), signal);
      }
    }
  }

  /** Twice as a whole; then one by one, so that what comes before the one that fails is done. */
  private async handle({ rows }: LogPage): Promise<void> {
    const { signal } = this.stopping;
    let failures = 0;
    for (let rest = rows; rest.length > 0 && !signal.aborted;) {
      const part = failures < 2 ? rest : rest.slice(0, 1);
      try {
        const handled = await this.deliver(part);
        rest = rest.filter(([position]) => Number(position) > handled);
        failures = failures < 2 ? 0 : 2;
      } catch (error) {
        if (error instanceof ShardLost) throw error;
        this.parts.onError(error);
        await pause(backoffDelay(++failures), signal);
      }
    }
  }

  /** @returns up to where it is handled then */
  private async deliver(rows: LogPage['rows']): Promise<number> {
    let position = Number(rows.at(-1)?.[0]);
    this.delivering = true;
    try {
      await this.parts.delivery.deliver(rows, this.checkpoint);
    } catch (error) {
      if (!(error instanceof HandledBefore)) throw error;
      position = error.position;
    } finally {
      this.delivering = false;
    }
    // No further than the last message: what lies beyond is only final as long as the server does not crash.
    if (this.checkpoint) this.checkpoint.position = position;
    this.cursor.position = position;
    this.cursor.anchored = position;
    this.parts.onProgress();
    return position;
  }
}
