import type { ParkedCounts } from './parked-message.js';

/**
 * Messages that wait for a missing one count less: what is missing may lie behind the partition's position, so it must not
 * wait for them too soon.
 */
const GAP_FACTOR = 10;

/** Says whether so many messages lie parked that no more are to be taken over. */
export class ParkedGauge {
  private counts: ParkedCounts = { waiting: 0, gap: 0, retrying: 0, dead: 0 };
  private room: (() => void)[] = [];

  constructor(private readonly limit: number) {}

  get total(): number {
    const { waiting, gap, retrying, dead } = this.counts;
    return waiting + gap + retrying + dead;
  }

  get isFull(): boolean {
    const { waiting, gap, retrying, dead } = this.counts;
    return waiting + retrying + dead >= this.limit || gap >= this.limit * GAP_FACTOR;
  }

  /** Counted by this process just now; others are seen when it is set. */
  add(status: keyof ParkedCounts): void {
    this.counts[status]++;
  }

  /** @returns whether it has become full */
  set(counts: ParkedCounts): boolean {
    const wasFull = this.isFull;
    this.counts = { ...counts };
    if (!this.isFull) for (const resolve of this.room.splice(0)) resolve();
    return this.isFull && !wasFull;
  }

  /** Resolves when there is room again, or the signal aborts. */
  async hasRoom(signal: AbortSignal): Promise<void> {
    if (!this.isFull || signal.aborted) return;
    let go = (): void => undefined;
    const room = new Promise<void>((resolve) => (go = resolve));
    this.room.push(go);
    signal.addEventListener('abort', go, { once: true });
    await room;
    signal.removeEventListener('abort', go);
  }
}
