import { EddaError } from '@edda/kernel';
import type { StreamId } from '../recorded-message.js';
import type { UnitOfWork } from '../unit-of-work/unit-of-work.js';
import type { Aggregate } from './aggregate.js';
import type { AggregateType, Loaded } from './aggregate-type.js';
import { streamWithSnapshot, type StreamWithSnapshot } from './snapshots.js';

/** Up to where a history is followed. */
export interface LoadLimits {
  /** The last version to take in. */
  toVersion: number;
  /** Ends before the first event that was recorded after this time. */
  toTime: Date | null;
}

export const WHOLE_HISTORY: LoadLimits = { toVersion: Number.MAX_SAFE_INTEGER, toTime: null };

/**
 * An aggregate as its committed history makes it, page by page: from a snapshot and the events behind it, or from the
 * first event on where no snapshot fits.
 *
 * @throws EddaError `STREAM_TRUNCATED` when the events it would need were deleted
 */
export async function loadAggregate<State, A extends Aggregate<State>>(
  unitOfWork: UnitOfWork,
  type: AggregateType<A>,
  id: string,
  stream: StreamId,
  limits: LoadLimits,
): Promise<Loaded<A>> {
  // When an event lies behind a snapshot is not known without reading it, so a time is followed from the beginning.
  const upTo = limits.toTime ? 0 : limits.toVersion;
  for (let attempt = 1; ; attempt++) {
    const stored = await streamWithSnapshot(unitOfWork.reader(), stream, { schemaVersion: type.snapshotVersion, upTo });
    if (!stored) return { aggregate: new type(id), version: 0, snapshotVersion: 0 };
    const loaded = begin<State, A>(type, id, stored);
    const missing = await follow(unitOfWork, stream, stored, loaded, limits);
    if (missing === null) return loaded;
    // Archived or truncated between the two reads: what the stream's row says now tells where its events are.
    if (attempt > 1) throw truncated(stream, missing);
  }
}

function begin<State, A extends Aggregate<State>>(
  type: AggregateType<A>,
  id: string,
  { snapshot }: StreamWithSnapshot,
): Loaded<A> {
  if (snapshot) {
    const aggregate = new type(id);
    try {
      aggregate.restore(snapshot.state as State);
      return { aggregate, version: snapshot.version, snapshotVersion: snapshot.version };
    } catch {
      // An unreadable snapshot is as good as none.
    }
  }
  return { aggregate: new type(id), version: 0, snapshotVersion: 0 };
}

/** @returns the first version that should be there and is not, or null */
async function follow<State>(
  unitOfWork: UnitOfWork,
  stream: StreamId,
  { version: end, isArchived }: StreamWithSnapshot,
  loaded: Loaded<Aggregate<State>>,
  { toVersion, toTime }: LoadLimits,
): Promise<number | null> {
  if (loaded.version >= toVersion) return null;
  const events = unitOfWork.readStream(stream, { from: loaded.version + 1, to: toVersion, archived: isArchived });
  for await (const event of events) {
    if (event.version !== loaded.version + 1) return loaded.version + 1;
    if (toTime && event.recordedAt > toTime) return null;
    loaded.aggregate.replay(event);
    loaded.version++;
  }
  return loaded.version < Math.min(end, toVersion) ? loaded.version + 1 : null;
}

function truncated({ streamId }: StreamId, version: number): EddaError {
  return new EddaError(
    'gone',
    'STREAM_TRUNCATED',
    `Version ${version} of stream ${streamId} was deleted, and no snapshot of this build's kind stands for it.`,
  );
}
