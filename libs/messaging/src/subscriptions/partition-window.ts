/** Which records of a partition were taken over and are not finished; what lies before the lowest of them is finished. */
export class PartitionWindow {
  private readonly offsets: number[] = [];
  private readonly done = new Set<number>();
  private first = 0;
  private end: number | null = null;

  /** Records taken over and not finished, with finished ones behind them. */
  get size(): number {
    return this.offsets.length - this.first;
  }

  /** The lowest offset that is not finished; the one behind the last when all are, null when there never was one. */
  get low(): number | null {
    return this.offsets[this.first] ?? this.end;
  }

  /** @returns false for an offset taken over before */
  add(offset: number): boolean {
    if (this.end !== null && offset < this.end) return false;
    this.offsets.push(offset);
    this.end = offset + 1;
    return true;
  }

  /** @returns whether the lowest one has moved */
  finish(offset: number): boolean {
    if (offset !== this.offsets[this.first]) {
      this.done.add(offset);
      return false;
    }
    this.first++;
    for (let next = this.offsets[this.first]; next !== undefined && this.done.delete(next);) {
      next = this.offsets[++this.first];
    }
    if (this.first > 1000) {
      this.offsets.splice(0, this.first);
      this.first = 0;
    }
    return true;
  }
}
