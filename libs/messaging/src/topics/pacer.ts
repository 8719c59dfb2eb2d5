import { pause } from '@edda/kernel';

/** Lets so many through per second, and no more at once than in a tenth of it. */
export class Pacer {
  private readyAt = 0;

  constructor(
    private readonly perSecond: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Most that should go at once. */
  get burst(): number {
    return Math.max(1, Math.ceil(this.perSecond / 10));
  }

  /** Resolves when so many may go; early, when the signal aborts. */
  async pass(count: number, signal?: AbortSignal): Promise<void> {
    const now = this.now();
    const wait = this.readyAt - now;
    this.readyAt = Math.max(now, this.readyAt) + (count / this.perSecond) * 1000;
    if (wait > 0) await pause(wait, signal);
  }
}
