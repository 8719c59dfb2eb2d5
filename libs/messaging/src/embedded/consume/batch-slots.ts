/** Lets a limited number of batches run at once; the others wait in line. */
export class BatchSlots {
  private taken = 0;
  private readonly line: (() => void)[] = [];

  /** @param onFree called when a slot is free and nobody waits for it */
  constructor(
    private readonly limit: number,
    private readonly onFree: () => void,
  ) {}

  get hasFree(): boolean {
    return this.taken < this.limit;
  }

  /** Runs `work` when it is its turn. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.hasFree) this.taken++;
    else await new Promise<void>((resolve) => this.line.push(resolve));
    try {
      return await work();
    } finally {
      this.pass();
    }
  }

  /** The slot goes to the next in line without becoming free in between. */
  private pass(): void {
    const next = this.line.shift();
    if (next) return next();
    this.taken--;
    this.onFree();
  }
}
