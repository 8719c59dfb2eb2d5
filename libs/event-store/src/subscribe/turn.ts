/** Lets many wait for the next time something happens. */
export class Turn {
  private resolve: () => void = () => undefined;
  private promise = this.renewed();

  /** To be asked for before looking whether it has happened, so that it cannot happen unseen in between. */
  next(): Promise<void> {
    return this.promise;
  }

  happen(): void {
    const { resolve } = this;
    this.promise = this.renewed();
    resolve();
  }

  private renewed(): Promise<void> {
    return new Promise((resolve) => (this.resolve = resolve));
  }
}
