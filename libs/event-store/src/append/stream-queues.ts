/**
 * What waits to be sent, a queue for each stream: only the first of a stream is ready, and the next one becomes ready
 * when that is done.
 */
export class StreamQueues<T> {
  private readonly behind = new Map<string, T[]>();
  private waiting: T[] = [];

  /** How many could be sent now, all of different streams. */
  get ready(): number {
    return this.waiting.length;
  }

  get isEmpty(): boolean {
    return this.behind.size === 0;
  }

  add(stream: string, item: T): void {
    const queue = this.behind.get(stream);
    if (queue) {
      queue.push(item);
    } else {
      this.behind.set(stream, []);
      this.waiting.push(item);
    }
  }

  /** The next ones that are ready, at least one where there is one; at most `most`, and as long as they fit. */
  take(most: number, fits: (item: T) => boolean): T[] {
    let count = 0;
    for (const item of this.waiting) {
      if (count === most || (!fits(item) && count > 0)) break;
      count++;
    }
    return this.waiting.splice(0, count);
  }

  /** What was taken is ready again. */
  putBack(...items: T[]): void {
    this.waiting.push(...items);
  }

  /** What was taken of this stream is done with. */
  done(stream: string): void {
    const queue = this.behind.get(stream);
    const next = queue?.shift();
    if (next === undefined) this.behind.delete(stream);
    else this.waiting.push(next);
  }
}
