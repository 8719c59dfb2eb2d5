/** How long a reading is good, in milliseconds: several scrapers ask the database no more often than one. */
const MAX_AGE_MS = 10_000;
/** How long a scrape waits for a new one, in milliseconds. */
const PATIENCE_MS = 2_000;

/**
 * Something that is looked up when metrics are asked for, and no more often than it is needed. Never twice at once: what
 * hangs is not piled up.
 */
export class Reading<T> {
  private last: { value: T; at: number } | null = null;
  private running: Promise<T | null> | null = null;

  constructor(
    private readonly read: () => Promise<T>,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** @returns null when it cannot be had in time: what is old is not shown as if it were true */
  async get(patienceMs = PATIENCE_MS): Promise<T | null> {
    if (this.last && this.now() - this.last.at < MAX_AGE_MS) return this.last.value;
    this.running ??= this.refresh();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<null>((resolve) => {
      timer = setTimeout(() => resolve(null), patienceMs);
    });
    try {
      return await Promise.race([this.running, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  private async refresh(): Promise<T | null> {
    try {
      const value = await this.read();
      this.last = { value, at: this.now() };
      return value;
    } catch {
      this.last = null;
      return null;
    } finally {
      this.running = null;
    }
  }
}
