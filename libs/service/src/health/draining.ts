/** Tells the parts of a service that it goes away: it is not ready any more, and streams that never end by themselves end. */
export class Draining {
  private readonly controller = new AbortController();

  /** Aborts when the shutdown begins. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  begin(): void {
    this.controller.abort();
  }
}
