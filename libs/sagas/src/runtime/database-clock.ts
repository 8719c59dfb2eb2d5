/** The time of the database, between two readings of it carried on by the clock of this process that never jumps. */
export class DatabaseClock {
  private readAt = performance.now();
  private read = Date.now();
  private latest = 0;

  /** @param milliseconds since 1970, as a statement said just now */
  set(milliseconds: number): void {
    this.readAt = performance.now();
    this.read = milliseconds;
  }

  /** Never goes back. */
  now(): Date {
    this.latest = Math.max(this.latest, Math.floor(this.read + performance.now() - this.readAt));
    return new Date(this.latest);
  }

  /** Milliseconds until then; 0 when it has come. */
  until(time: Date): number {
    return Math.max(0, time.getTime() - this.now().getTime());
  }
}
