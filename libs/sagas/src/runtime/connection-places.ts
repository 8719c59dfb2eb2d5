/**
 * How much local work of one process may hold a connection while it waits for the turn of its instance. Whoever has the
 * turn then always finds one: without that limit those that wait could hold them all.
 */
export class ConnectionPlaces {
  private readonly waiting = new Set<() => void>();

  constructor(private free: number) {}

  /** A place, once there is one. */
  take(): ConnectionPlace {
    let leave = (): void => undefined;
    const ready = new Promise<void>((resolve) => {
      const takes = (): void => {
        leave = () => this.give();
        resolve();
      };
      leave = () => {
        this.waiting.delete(takes);
        resolve();
      };
      this.waiting.add(takes);
    });
    this.fill();
    let isLeft = false;
    return {
      ready,
      leave: () => {
        if (isLeft) return;
        isLeft = true;
        leave();
      },
    };
  }

  private give(): void {
    this.free++;
    this.fill();
  }

  private fill(): void {
    for (const takes of this.waiting) {
      if (this.free === 0) return;
      this.free--;
      this.waiting.delete(takes);
      takes();
    }
  }
}

export interface ConnectionPlace {
  /** Resolves when the place is there, or was left before. */
  readonly ready: Promise<void>;
  /** Gives it on, or waits for none any more. */
  leave(): void;
}
