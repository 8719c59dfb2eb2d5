import { pause } from '@edda/kernel';
import type { DataSource } from 'typeorm';
import type { MessageCodec } from '../../codec/message-codec.js';
import type { ReadAllOptions } from '../../event-store.js';
import type { RecordedMessage } from '../../recorded-message.js';
import { poolClient } from '../../sql-client.js';
import { isLockTimeout } from '../name-lock.js';
import { idOf } from '../projection-id.js';
import type { Projection } from '../projection.js';
import { finishRebuild } from './finish-rebuild.js';
import { ProgressFeed } from './progress-feed.js';
import { readRebuildScope } from './rebuild-scope.js';
import { rebuildEvents } from './rebuild-events.js';
import { ProgressMeter, type RebuildProgress } from './rebuild-progress.js';
import { takeRebuild, type RebuildState } from './rebuild-state.js';
import { whileHeld } from './while-held.js';

export interface RebuildOptions {
  /** Begins anew instead of going on with a rebuild that was interrupted. */
  restart?: boolean;
  /** Events in one transaction; 500 unless given. */
  batchSize?: number;
  /** Interrupts it: it rejects with the signal's reason, and goes on there when called again. */
  signal?: AbortSignal;
}

export interface RebuildParts {
  dataSource: DataSource;
  codec: MessageCodec;
  readAll: (options: ReadAllOptions) => AsyncIterableIterator<RecordedMessage>;
  moved: (names: readonly string[]) => void;
  register: () => Promise<void>;
}

/** Events that are left to the last transaction; it takes twice as many. */
const FEW = 200;
/** For how long appends are held back at a time, or a subscription, and are left alone in between, in milliseconds. */
const HELD_MS = { inline: 1000, async: 5000 };
const PAUSE_MS = 50;
/** Events in one transaction meanwhile. */
const HELD_BATCH = 50;

/** A rebuild under way: await it for its end, iterate it for its progress. Who iterates slowly is told the latest only. */
export class Rebuild implements PromiseLike<RebuildProgress>, AsyncIterable<RebuildProgress> {
  private readonly feed = new ProgressFeed<RebuildProgress>();
  private readonly meter: ProgressMeter;
  private readonly running: Promise<RebuildProgress>;

  constructor(
    private readonly parts: RebuildParts,
    private readonly projection: Projection,
    private readonly options: RebuildOptions,
  ) {
    this.meter = new ProgressMeter(idOf(projection));
    this.running = this.run();
    this.running.then(
      () => this.feed.end(),
      (error: unknown) => this.feed.fail(error),
    );
  }

  then<Result, Failure>(
    onDone?: ((progress: RebuildProgress) => Result | PromiseLike<Result>) | null,
    onFailure?: ((reason: unknown) => Failure | PromiseLike<Failure>) | null,
  ): Promise<Result | Failure> {
    return this.running.then(onDone, onFailure) as Promise<Result | Failure>;
  }

  [Symbol.asyncIterator](): AsyncIterator<RebuildProgress> {
    return this.feed.iterate();
  }

  private async run(): Promise<RebuildProgress> {
    const { dataSource, register, moved } = this.parts;
    const { restart = false, batchSize = 500, signal } = this.options;
    signal?.throwIfAborted();
    await register();
    let state = await dataSource.transaction((manager) => takeRebuild(manager, this.projection, restart));
    for (let round = 1, before = Infinity, struggles = false; ; round++) {
      const rest = await this.restBehind(state);
      struggles ||= round > 1 && rest > Math.max(FEW, before / 2);
      if (rest > FEW && struggles) {
        // It would never end where others append as fast as it handles: they wait now and then.
        const end = performance.now() + HELD_MS[this.projection.mode];
        const current = state;
        state = (await whileHeld(dataSource, this.projection, () => this.catchUp(current, HELD_BATCH, end))) ?? state;
      } else if (rest > FEW) {
        state = await this.catchUp(state, batchSize, Infinity);
      }
      before = rest;
      signal?.throwIfAborted();
      const finished = await this.finish(state);
      if (finished) {
        moved([this.projection.name]);
        return this.tell(finished, finished.handled);
      }
      await pause(PAUSE_MS, signal);
    }
  }

  private async restBehind({ position, handled }: RebuildState): Promise<number> {
    const { rest } = await readRebuildScope(poolClient(this.parts.dataSource), this.projection, position);
    this.tell({ handled }, handled + rest);
    return rest;
  }

  /** Handles what is there, until it is done or this much time has passed. */
  private async catchUp(state: RebuildState, batchSize: number, end: number): Promise<RebuildState> {
    const { dataSource, readAll } = this.parts;
    const { signal } = this.options;
    const { types, kinds } = this.projection;
    const { rest, upTo } = await readRebuildScope(poolClient(dataSource), this.projection, state.position);
    const total = state.handled + rest;
    const range = { allTenants: true, types, kinds, from: state.position + 1, to: upTo, batchSize };
    let batch: RecordedMessage[] = [];
    let current = state;
    const handle = async (): Promise<void> => {
      current = await dataSource.transaction((manager) => rebuildEvents(manager, this.projection, current, batch));
      batch = [];
      this.tell(current, Math.max(total, current.handled));
    };
    for await (const message of readAll({ ...range, ...(signal && { signal }) })) {
      batch.push(message);
      if (batch.length < batchSize) continue;
      await handle();
      if (performance.now() >= end) return current;
    }
    if (batch.length > 0) await handle();
    return current;
  }

  /** @returns null when it has to be tried again: there is still too much to do, or somebody holds a lock for long */
  private async finish(state: RebuildState): Promise<RebuildState | null> {
    try {
      return await this.parts.dataSource.transaction(async (manager) => {
        const finished = await finishRebuild(manager, this.parts.codec, this.projection, state, 2 * FEW);
        if (!finished) throw new NotYet();
        return finished;
      });
    } catch (error) {
      if (error instanceof NotYet || isLockTimeout(error)) return null;
      throw error;
    }
  }

  private tell({ handled }: Pick<RebuildState, 'handled'>, total: number): RebuildProgress {
    const progress = this.meter.at(handled, total);
    this.feed.tell(progress);
    return progress;
  }
}

/** Undoes the transaction that was to be the last one. */
class NotYet extends Error {}
