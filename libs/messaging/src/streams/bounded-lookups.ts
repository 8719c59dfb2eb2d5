/** Lets a limited number of lookups run at once. */
export class BoundedLookups {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly limit: number) {}

  /**
   * The results in the order of the items. When one fails no other is begun; it rejects with the first failure after all
   * that was begun has come to its end.
   */
  async inOrder<T, U>(items: readonly T[], lookup: (item: T) => Promise<U>): Promise<U[]> {
    const failures: unknown[] = [];
    const outcomes = await Promise.all(
      items.map((item) =>
        this.inTurn(async () => {
          if (failures.length > 0) return [];
          try {
            return [await lookup(item)];
          } catch (error) {
            failures.push(error);
            return [];
          }
        }),
      ),
    );
    if (failures.length > 0) throw failures[0];
    return outcomes.flat(1) as U[];
  }

  private async inTurn<U>(work: () => Promise<U>): Promise<U> {
    if (this.running < this.limit) this.running++;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
    try {
      return await work();
    } finally {
      // The place goes to the next one, so that nobody who comes later takes it.
      const next = this.waiting.shift();
      if (next) next();
      else this.running--;
    }
  }
}
