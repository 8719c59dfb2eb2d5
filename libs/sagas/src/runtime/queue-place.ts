/** A place in a line: whoever has it goes when those before have gone. */
export class QueuePlace {
  private go: () => void = () => undefined;
  private readonly gone: Promise<void>;

  constructor(private before: QueuePlace | null) {
    this.gone = new Promise((resolve) => (this.go = resolve));
  }

  /** Resolves when everybody before has gone. */
  async turn(): Promise<void> {
    await this.before?.gone;
  }

  /** Lets the next one go. */
  leave(): void {
    const { before } = this;
    // Else each would keep all that ever were before it.
    this.before = null;
    if (before) void before.gone.then(this.go);
    else this.go();
  }
}
