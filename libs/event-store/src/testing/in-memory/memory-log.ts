import { idReused } from '../../append/append-error.js';
import type { ExpectedVersion } from '../../append/expected-version.js';
import type { SealedAppend } from '../../append/sealed-append.js';
import type { AppendResult } from '../../event-store.js';
import type { StoredRow } from '../../read/row.js';
import type { StreamId } from '../../recorded-message.js';
import type { Subscription } from '../../subscribe/subscription.js';
import { Changes } from './changes.js';
import type { MemoryGroup } from './memory-group.js';

/**
 * The log of a store in memory, and the checkpoints of its subscriptions. Stores that share one are to each other what
 * processes over one database are.
 */
export class MemoryLog {
  /** Of the log and of its subscriptions. */
  readonly changes = new Changes();
  readonly groups = new Map<string, MemoryGroup<Subscription>>();
  private readonly written: StoredRow[] = [];
  private readonly byId = new Map<string, StoredRow>();
  private readonly streams = new Map<string, StoredRow[]>();

  /** All of it; a row's place is its position less 1. */
  get rows(): readonly StoredRow[] {
    return this.written;
  }

  /** The position of the last event; 0 when there is none. */
  get head(): number {
    return this.written.length;
  }

  /** The rows of a stream, oldest first; a row's place is its version less 1. */
  stream(stream: StreamId): readonly StoredRow[] {
    return this.streams.get(keyOf(stream)) ?? [];
  }

  /**
   * Appends, or tells why not.
   *
   * @throws EddaError `EVENT_ID_REUSED`
   */
  append(append: SealedAppend): AppendResult {
    const { stream, events, ids, expected } = append;
    const own = this.streams.get(keyOf(stream)) ?? [];
    if (new Set(ids).size < ids.length) throw idReused(append);
    if (ids.some((id) => this.byId.has(id))) return repeated(own, append);
    const version = own.length;
    if (!fits(expected, version)) {
      const { tenantId, streamId } = stream;
      return { ok: false, conflict: { tenantId, streamId, expected, actual: version } };
    }
    let previous = own.findLast(isPublic)?.[6] ?? '0';
    for (const [
      index,
      { id, kind, tenantId, streamId, category, type, schemaVersion, topic, recordedAt },
    ] of events.entries()) {
      const [position, next] = [`${this.head + 1}`, `${own.length + 1}`];
      const previousPublic = topic === null ? null : previous;
      const [data = '', metadata = ''] = [append.data[index], append.metadata[index]];
      const place = [position, id, kind, tenantId, streamId, category, next, previousPublic] as const;
      const row: StoredRow = [...place, type, schemaVersion, topic, data, metadata, recordedAt.getTime()];
      if (topic !== null) previous = next;
      this.written.push(row);
      this.byId.set(id, row);
      own.push(row);
    }
    this.streams.set(keyOf(stream), own);
    this.changes.announce();
    return { ok: true, version: own.length, position: this.head, repeated: false };
  }
}

function isPublic(row: StoredRow): boolean {
  return row[10] !== null;
}

/** The first result, when all ids stand where they would be written. */
function repeated(own: readonly StoredRow[], append: SealedAppend): AppendResult {
  const { ids, expected } = append;
  const before = own.findIndex((row) => row[1] === ids[0]);
  const last = own[before + ids.length - 1];
  const inPlace = before >= 0 && ids.every((id, index) => own[before + index]?.[1] === id);
  if (!last || !inPlace || !(expected === 'exists' || fits(expected, before))) throw idReused(append);
  return { ok: true, version: Number(last[6]), position: Number(last[0]), repeated: true };
}

function fits(expected: ExpectedVersion, version: number): boolean {
  if (expected === 'any') return true;
  if (expected === 'exists') return version > 0;
  return version === (expected === 'none' ? 0 : expected);
}

function keyOf({ tenantId, streamId }: StreamId): string {
  return JSON.stringify([tenantId, streamId]);
}
