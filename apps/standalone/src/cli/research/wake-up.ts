/** Lets one loop sleep until somebody has news, or a time has passed. News that comes while it is awake is kept. */
export class WakeUp {
  private news = false;
  private wake: (() => void) | undefined;

  notify(): void {
    this.news = true;
    this.wake?.();
  }

  /** Resolves on news, after `ms`, or when the signal is aborted. */
  async wait(ms: number, signal: AbortSignal): Promise<void> {
    if (!this.news && !signal.aborted) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.wake = resolve;
      const timer = setTimeout(resolve, ms);
      signal.addEventListener('abort', () => resolve(), { once: true });
      await promise;
      clearTimeout(timer);
      this.wake = undefined;
    }
    this.news = false;
  }
}
