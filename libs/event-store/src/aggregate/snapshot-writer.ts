import type { SqlClient } from '../sql-client.js';
import { saveSnapshot, type NewSnapshot } from './snapshots.js';

const MAX_WAITING = 100;

/**
 * Writes snapshots in the background, one after the other, outside any transaction: no command waits for one or fails with
 * one. What is lost (too many waiting, the process ends) is made up for by a later snapshot of the same stream.
 */
export class SnapshotWriter {
  private readonly waiting = new Map<string, NewSnapshot>();
  private writing: Promise<void> | null = null;

  constructor(
    private readonly client: SqlClient,
    private readonly onError: (error: unknown) => void,
  ) {}

  write(snapshot: NewSnapshot): void {
    const key = `${snapshot.stream.tenantId}/${snapshot.stream.streamId}`;
    if (this.waiting.size >= MAX_WAITING && !this.waiting.has(key)) return;
    this.waiting.set(key, snapshot);
    this.writing ??= this.writeAll();
  }

  /** Resolves when nothing waits to be written. */
  async settled(): Promise<void> {
    await this.writing;
  }

  private async writeAll(): Promise<void> {
    for (let next = this.take(); next; next = this.take()) {
      await saveSnapshot(this.client, next).catch(this.onError);
    }
    this.writing = null;
  }

  private take(): NewSnapshot | undefined {
    for (const [key, snapshot] of this.waiting) {
      this.waiting.delete(key);
      return snapshot;
    }
    return undefined;
  }
}
