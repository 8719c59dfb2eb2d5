import { backoffDelay, EddaError, pause, type Backoff } from '@edda/kernel';
import type { MessageLogger } from '../envelope/message-logger.js';

const BACKOFF: Backoff = { initial: 250, factor: 2, max: 15_000, jitter: 0.2 };

/**
 * Joins the groups of a service, now or as soon as the broker can be reached: a service whose broker is away at its start
 * runs, says that it is not ready, and goes on when the broker comes.
 */
export class GroupJoin {
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();
  private error: Error | null = null;
  private done = false;

  /** @param join may be called again after it has failed */
  constructor(
    private readonly join: () => Promise<void>,
    private readonly logger: Pick<MessageLogger, 'info' | 'warn' | 'error'>,
    private readonly backoff: Backoff = BACKOFF,
  ) {}

  /** Why it has not come to its end yet; null when it has, or when nobody has begun. */
  get waitsFor(): Error | null {
    return this.error;
  }

  get isDone(): boolean {
    return this.done;
  }

  /**
   * Resolves after the first attempt: joined, or on its way.
   *
   * @throws what keeps it from ever joining, such as `BROKER.TOPIC_DRIFT`
   */
  async start(): Promise<void> {
    try {
      await this.join();
      this.done = true;
    } catch (error) {
      if (!isAway(error)) throw error;
      this.error = error;
      this.logger.warn('The broker cannot be reached; the service runs without its messages until it can.', { error });
      this.running = this.keepTrying();
    }
  }

  /** Begins no other attempt and waits for the running one. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async keepTrying(): Promise<void> {
    const { signal } = this.stopping;
    for (let attempt = 1; !this.done; attempt++) {
      await pause(backoffDelay(attempt, this.backoff), signal);
      if (signal.aborted) return;
      try {
        await this.join();
        this.done = true;
        this.error = null;
        this.logger.info('The broker answers; the subscriptions of the service run.');
      } catch (error) {
        this.error = error instanceof Error ? error : new Error(String(error));
        // With the broker there, what is wrong needs somebody to mend it, and may be mended while this runs.
        if (!isAway(error)) this.logger.error('The subscriptions of the service cannot start.', { error });
      }
    }
  }
}

function isAway(error: unknown): error is EddaError {
  return error instanceof EddaError && error.kind === 'unavailable';
}
