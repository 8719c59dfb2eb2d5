/** Lets a limited number of requests run at once; the others wait in line. */
export class RequestSlots {
  private taken = 0;
  private readonly line: (() => void)[] = [];

  constructor(private readonly limit: number) {}

  /** Resolves when there is a slot, with what gives it back. */
  async acquire(): Promise<() => void> {
    if (this.taken < this.limit) this.taken++;
    else await new Promise<void>((resolve) => this.line.push(resolve));
    return () => this.release();
  }

  /** The slot goes to the next in line without becoming free in between. */
  private release(): void {
    const next = this.line.shift();
    if (next) next();
    else this.taken--;
  }
}
