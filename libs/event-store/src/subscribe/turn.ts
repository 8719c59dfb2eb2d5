const LONGEST_MS = 2 ** 31 - 1;

/** Lets many wait for the next time something happens. */
export class Turn {
  private times = 0;
  private readonly waiting = new Set<() => void>();

  /** How often it has happened: to be asked for before looking, so that it cannot happen unseen before the wait. */
  get count(): number {
    return this.times;
  }

  happen(): void {
    this.times++;
    const waiting = [...this.waiting];
    this.waiting.clear();
    for (const wake of waiting) wake();
  }

  /** Resolves when it has happened more often than `count`, or after so many milliseconds. */
  async after(count: number, milliseconds = Infinity): Promise<void> {
    if (this.times !== count || milliseconds <= 0) return;
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        this.waiting.delete(wake);
        resolve();
      };
      const timer = milliseconds === Infinity ? undefined : setTimeout(wake, Math.min(milliseconds, LONGEST_MS));
      this.waiting.add(wake);
    });
  }
}
