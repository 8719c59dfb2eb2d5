/** Lets the moves of one instance come one after the other. */
export class TurnLock {
  private isTaken = false;
  private readonly waiting: (() => void)[] = [];

  /** @returns what gives it on to the next */
  async take(): Promise<() => void> {
    if (this.isTaken) await new Promise<void>((resolve) => this.waiting.push(resolve));
    this.isTaken = true;
    let isGiven = false;
    return () => {
      if (isGiven) return;
      isGiven = true;
      const next = this.waiting.shift();
      if (next) next();
      else this.isTaken = false;
    };
  }
}
