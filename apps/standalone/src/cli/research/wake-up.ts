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
      await new Promise<void>((resolve) => {
        const wake = (): void => {
          clearTimeout(timer);
          signal.removeEventListener('abort', wake);
          this.wake = undefined;
          resolve();
        };
        const timer = setTimeout(wake, ms);
        signal.addEventListener('abort', wake);
        this.wake = wake;
      });
    }
    this.news = false;
  }
}
