import type { StreamName } from '../recorded-message.js';
import { streamKey } from './stream-key.js';

/** Keeps the order of the calls for each stream, where a call cannot be sent off at once. */
export class StreamTurns {
  private readonly last = new Map<string, Promise<unknown>>();

  /** Whether nothing is under way that has to come first. */
  isFree(stream: StreamName): boolean {
    return this.last.size === 0 || !this.last.has(streamKey(stream));
  }

  /** Runs `work` when what came before for this stream is done, however that ended. */
  async take<T>(stream: StreamName, work: () => Promise<T>): Promise<T> {
    const key = streamKey(stream);
    const before = this.last.get(key);
    const turn = (async () => {
      await before;
      return work();
    })();
    const ended = turn.catch(() => undefined);
    this.last.set(key, ended);
    try {
      return await turn;
    } finally {
      if (this.last.get(key) === ended) this.last.delete(key);
    }
  }
}
