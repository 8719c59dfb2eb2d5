import { contextOrNew, EddaError } from '@edda/kernel';
import { describeConflict } from '../append/expected-version.js';
import { readStream } from '../read/read-stream.js';
import type { StreamName } from '../recorded-message.js';
import type { UnitOfWork } from '../unit-of-work/unit-of-work.js';
import type { Aggregate } from './aggregate.js';
import { loadSnapshot, saveSnapshot } from './snapshots.js';

export interface AggregateType<A> {
  new (id: string): A;
  /** First part of the stream ids, such as `content` in `content-0190…`. */
  readonly category: string;
  /** Raise it whenever the shape of the state changes: older snapshots are then ignored. */
  readonly snapshotVersion: number;
}

const SNAPSHOT_EVERY = 100;

/** An aggregate with the version its stream had when it was read. */
export interface Loaded<A> {
  aggregate: A;
  /** 0 when the stream does not exist. */
  version: number;
}

/** Loads aggregates of one type from their streams and saves what they record. */
export class AggregateRepository<State, A extends Aggregate<State>> {
  constructor(
    private readonly type: AggregateType<A>,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  streamOf(id: string): StreamName {
    return { tenantId: contextOrNew().tenantId, streamId: `${this.type.category}-${id}`, category: this.type.category };
  }

  async load(id: string): Promise<Loaded<A>> {
    const stream = this.streamOf(id);
    const reader = this.unitOfWork.reader();
    const aggregate = new this.type(id);
    const snapshot = await loadSnapshot<State>(reader, stream, this.type.snapshotVersion);
    if (snapshot) aggregate.restore(snapshot.state);
    let version = snapshot?.version ?? 0;
    for (const event of [...(await readStream(reader, stream, version)), ...this.unitOfWork.buffered(stream)]) {
      aggregate.replay(event);
      version++;
    }
    return { aggregate, version };
  }

  /**
   * Loads the aggregate, lets `decide` change it and saves what it recorded, with the expected version. Joins the unit
   * of work around it; without one it runs its own and decides again when another writer was faster.
   *
   * @throws EddaError `STREAM_CONFLICT` when that keeps happening
   */
  async change<R>(id: string, decide: (aggregate: A, version: number) => R): Promise<R> {
    const outcome = await this.unitOfWork.runOrJoin(async () => {
      const loaded = await this.load(id);
      const result = decide(loaded.aggregate, loaded.version);
      await this.save(loaded);
      return result;
    });
    if (outcome.committed) return outcome.value;
    throw new EddaError('conflict', 'STREAM_CONFLICT', `${describeConflict(outcome.conflict)} Try again.`);
  }

  /** Appends what the aggregate recorded since it was loaded, in the running unit of work. Once per loaded aggregate. */
  async save({ aggregate, version }: Loaded<A>): Promise<void> {
    const stream = this.streamOf(aggregate.id);
    this.unitOfWork.append(stream, aggregate.pending, version);
    const next = version + aggregate.pending.length;
    if (Math.floor(next / SNAPSHOT_EVERY) === Math.floor(version / SNAPSHOT_EVERY)) return;
    await saveSnapshot(await this.unitOfWork.manager(), stream, next, this.type.snapshotVersion, aggregate.state);
  }
}
