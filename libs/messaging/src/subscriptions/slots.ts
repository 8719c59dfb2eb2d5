/** Bounds how much runs at once; who waits comes in the order of asking. */
export class Slots {
  private readonly waiting: (() => void)[] = [];
  private taken = 0;

  constructor(private readonly size: number) {}

  get running(): number {
    return this.taken;
  }

  /** Resolves when there is room; to be given back with {@link release}. */
  acquire(): Promise<void> | void {
    if (this.taken < this.size) {
      this.taken++;
      return;
    }
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  release(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.taken--;
  }
}
