/** Values for those who iterate: each is told the latest that it has not seen. */
export class ProgressFeed<T> {
  private latest: { value: T } | null = null;
  private outcome: { error: unknown } | 'ended' | null = null;
  private wake: () => void = () => undefined;
  private next = this.renewed();

  tell(value: T): void {
    this.latest = { value };
    this.stir();
  }

  end(): void {
    this.outcome ??= 'ended';
    this.stir();
  }

  fail(error: unknown): void {
    this.outcome ??= { error };
    this.stir();
  }

  async *iterate(): AsyncGenerator<T, void> {
    for (let seen: { value: T } | null = null; ;) {
      const { next, latest, outcome } = this;
      if (latest && latest !== seen) {
        seen = latest;
        yield latest.value;
      } else if (outcome === 'ended') {
        return;
      } else if (outcome) {
        throw outcome.error;
      } else {
        await next;
      }
    }
  }

  private stir(): void {
    const { wake } = this;
    this.next = this.renewed();
    wake();
  }

  private renewed(): Promise<void> {
    return new Promise((resolve) => (this.wake = resolve));
  }
}
