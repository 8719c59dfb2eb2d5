import { contextOrNew } from '@edda/kernel';
import { Logger } from '@nestjs/common';
import type { StreamName } from '../recorded-message.js';
import type { UnitOfWork } from '../unit-of-work/unit-of-work.js';
import type { Aggregate } from './aggregate.js';
import type { AggregateType, Loaded } from './aggregate-type.js';
import { loadAggregate, WHOLE_HISTORY } from './load-aggregate.js';
import { limitsOf, notReached, type Moment } from './moment.js';
import { maySnapshot, snapshotJson } from './snapshot-state.js';
import { SnapshotWriter } from './snapshot-writer.js';
import { streamConflict } from './stream-conflict.js';

const SNAPSHOT_EVERY = 100;

export interface AggregateRepositoryOptions {
  /** Told of a snapshot that could not be taken; logged as a warning unless given. No command fails with it. */
  onSnapshotError?: (error: unknown) => void;
}

export interface ChangeOptions {
  /** How often to decide at most, when others are faster: once unless given. */
  attempts?: number;
}

/** Loads aggregates of one type from their streams and saves what they record. */
export class AggregateRepository<State, A extends Aggregate<State>> {
  private readonly snapshots: SnapshotWriter;
  private readonly snapshotEvery: number;
  private readonly onSnapshotError: (error: unknown) => void;

  constructor(
    private readonly type: AggregateType<A>,
    private readonly unitOfWork: UnitOfWork,
    { onSnapshotError = warn }: AggregateRepositoryOptions = {},
  ) {
    this.snapshotEvery = type.snapshotEvery ?? SNAPSHOT_EVERY;
    if (!(this.snapshotEvery >= 1)) {
      throw new Error(
        `${type.name}.snapshotEvery is ${this.snapshotEvery}: give at least 1, or Infinity for no snapshots.`,
      );
    }
    this.onSnapshotError = onSnapshotError;
    this.snapshots = new SnapshotWriter(unitOfWork.pool, onSnapshotError);
  }

  streamOf(id: string): StreamName {
    return { tenantId: contextOrNew().tenantId, streamId: `${this.type.category}-${id}`, category: this.type.category };
  }

  /**
   * The aggregate with everything that happened to it, also what the running unit of work is about to append.
   *
   * @throws EddaError `STREAM_TRUNCATED` when events it follows from were deleted and no snapshot stands for them
   */
  async load(id: string): Promise<Loaded<A>> {
    const stream = this.streamOf(id);
    const loaded = await loadAggregate<State, A>(this.unitOfWork, this.type, id, stream, WHOLE_HISTORY);
    for (const event of this.unitOfWork.buffered(stream)) {
      loaded.aggregate.replay(event);
      loaded.version++;
    }
    return loaded;
  }

  /**
   * The aggregate as it was: at a version, or at a time, which is before the first event that was recorded later. To look
   * at, not to change: what it records now conflicts with what has happened since.
   *
   * @throws EddaError `VERSION_NOT_REACHED`; `STREAM_TRUNCATED`; `MOMENT_INVALID`
   */
  async at(id: string, moment: Moment): Promise<Loaded<A>> {
    const stream = this.streamOf(id);
    const limits = limitsOf(moment);
    const loaded = await loadAggregate<State, A>(this.unitOfWork, this.type, id, stream, limits);
    if (!limits.toTime && loaded.version < limits.toVersion) throw notReached(stream, loaded.version, limits.toVersion);
    return loaded;
  }

  /**
   * Loads the aggregate, lets `decide` change it and saves what it recorded, with the expected version. Joins the unit
   * of work around it, whose owner then sees a conflict; without one it runs its own, and decides again at a conflict as
   * often as `attempts` allows.
   *
   * @throws EddaError `STREAM_CONFLICT` when another writer was faster
   */
  async change<R>(
    id: string,
    decide: (aggregate: A, version: number) => R,
    { attempts = 1 }: ChangeOptions = {},
  ): Promise<R> {
    const outcome = await this.unitOfWork.runOrJoin(async () => {
      const loaded = await this.load(id);
      const result = decide(loaded.aggregate, loaded.version);
      // What it records later would be lost without a word.
      if (result instanceof Promise)
        throw new Error('What changes an aggregate decides at once: it must not be async.');
      await this.save(loaded);
      return result;
    }, attempts);
    if (outcome.committed) return outcome.value;
    throw streamConflict(outcome.conflict);
  }

  /** Appends what the aggregate recorded since it was loaded, in the running unit of work. Once per loaded aggregate. */
  async save(loaded: Loaded<A>): Promise<void> {
    const { aggregate, version } = loaded;
    this.unitOfWork.append(this.streamOf(aggregate.id), aggregate.pending, version);
    if (this.isSnapshotDue(loaded) && maySnapshot(aggregate.payloads)) this.snapshotAfterCommit(loaded);
  }

  /** Resolves when the snapshots of what was committed so far are written. */
  async snapshotsWritten(): Promise<void> {
    await this.snapshots.settled();
  }

  private isSnapshotDue({ aggregate, version, snapshotVersion }: Loaded<A>): boolean {
    const since = version - snapshotVersion;
    const { snapshotEvery } = this;
    return Math.floor((since + aggregate.pending.length) / snapshotEvery) > Math.floor(since / snapshotEvery);
  }

  private snapshotAfterCommit({ aggregate, version }: Loaded<A>): void {
    const stream = this.streamOf(aggregate.id);
    try {
      const json = snapshotJson(aggregate.state);
      const snapshot = {
        stream,
        version: version + aggregate.pending.length,
        schemaVersion: this.type.snapshotVersion,
        json,
      };
      this.unitOfWork.afterCommit(() => this.snapshots.write(snapshot));
    } catch (error) {
      this.onSnapshotError(error);
    }
  }
}

function warn(error: unknown): void {
  new Logger(AggregateRepository.name).warn(error instanceof Error ? error.message : String(error));
}
