import { byteSize } from '../terminal/byte-size.js';
import type { CollectedSource, CollectedSources, LeftOut } from './collected-sources.js';
import type { SourceLimits } from './source-limits.js';

const EXAMPLES = 3;

/** Takes sources in one by one, in the order that decides who still fits, and keeps count of what the limits leave out. */
export class SourceCollection {
  private readonly sources: CollectedSource[] = [];
  private readonly seen = new Set<string>();
  private readonly leftOut = new Map<string, { count: number; examples: string[] }>();
  private bytes = 0;

  /** @param addresses how many places are kept free for addresses, which are never left out */
  constructor(
    private readonly limits: SourceLimits,
    private addresses: number,
  ) {}

  /** Whether this is met for the first time: what is named twice counts once. @param identity real path or address */
  isNew(identity: string): boolean {
    const isNew = !this.seen.has(identity);
    this.seen.add(identity);
    return isNew;
  }

  /** Whether there is room for another file; one for which there is none is counted as left out. */
  hasRoomFor(source: string): boolean {
    const room = this.sources.length + this.addresses < this.limits.count;
    if (!room) {
      this.leaveOut(`beyond ${this.limits.count} sources`, source);
    }
    return room;
  }

  addUrl(source: string, url: string): void {
    this.addresses -= 1;
    this.sources.push({ kind: 'url', source, url });
  }

  addFile(source: string, path: string, bytes: number): void {
    if (bytes > this.limits.fileBytes) {
      this.leaveOut(`larger than ${byteSize(this.limits.fileBytes)}`, source);
    } else if (this.bytes + bytes > this.limits.totalBytes) {
      this.leaveOut(`beyond ${byteSize(this.limits.totalBytes)} in total`, source);
    } else {
      this.bytes += bytes;
      this.sources.push({ kind: 'file', source, path, bytes });
    }
  }

  addUnavailable(source: string, reason: string): void {
    this.sources.push({ kind: 'unavailable', source, reason });
  }

  leaveOut(rule: string, source: string): void {
    const entry = this.leftOut.get(rule) ?? { count: 0, examples: [] };
    entry.count += 1;
    if (entry.examples.length < EXAMPLES) {
      entry.examples.push(source);
    }
    this.leftOut.set(rule, entry);
  }

  result(): CollectedSources {
    const leftOut = [...this.leftOut].map(([rule, { count, examples }]): LeftOut => ({ rule, count, examples }));
    return { sources: this.sources, leftOut, bytes: this.bytes };
  }
}
