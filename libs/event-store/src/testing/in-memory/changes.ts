/** Tells those who wait that something has changed; they say up to which change they know. */
export class Changes {
  private count = 0;
  private readonly waiting = new Set<() => void>();

  /** How many there were until now. */
  get known(): number {
    return this.count;
  }

  announce(): void {
    this.count++;
    const waiting = [...this.waiting];
    this.waiting.clear();
    for (const wake of waiting) wake();
  }

  /** Resolves after the first change behind those that are known, or when the signal is given. */
  async after(known: number, signal?: AbortSignal): Promise<void> {
    if (this.count !== known || signal?.aborted) return;
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        signal?.removeEventListener('abort', wake);
        this.waiting.delete(wake);
        resolve();
      };
      this.waiting.add(wake);
      signal?.addEventListener('abort', wake);
    });
  }
}
