import { EddaError } from '@edda/kernel';
import type { MessageCodec } from '../codec/message-codec.js';
import type { ReadAllOptions } from '../event-store.js';
import type { RecordedMessage } from '../recorded-message.js';
import { poolClient } from '../sql-client.js';
import { ProjectionKeeper, type KeeperParts } from './projection-keeper.js';
import { readProjectionOverviews, type ProjectionOverview } from './projection-overview.js';
import type { Projection, ProjectionRegistry } from './projection.js';
import { pruneProjections, type PruneOptions } from './prune-projections.js';
import { catchUpProgress, type ProgressOptions } from './rebuild/catch-up-progress.js';
import { Rebuild, type RebuildOptions } from './rebuild/rebuild.js';
import type { RebuildProgress } from './rebuild/rebuild-progress.js';
import { waitForProjection, type WaitForOptions } from './wait-for-projection.js';

export interface ProjectionsOptions {
  /** How often this process says that it lives, in milliseconds; 5,000 unless given. */
  heartbeatMs?: number;
  /** How long after its last heartbeat a process counts as gone, in milliseconds; four heartbeats unless given. */
  leaseMs?: number;
  /** Told of what fails in the background: a side effect, a handler behind the log, a heartbeat. */
  onError?: (error: unknown) => void;
}

export interface ProjectionsParts extends Omit<KeeperParts, 'events'> {
  codec: MessageCodec;
  readAll: (options: ReadAllOptions) => AsyncIterableIterator<RecordedMessage>;
  /** After the commit that moved them. */
  moved: (names: readonly string[]) => void;
}

/** The projections of one process: registers and keeps them, rebuilds them, and tells how they are. */
export class Projections implements ProjectionRegistry {
  private readonly keeper: ProjectionKeeper;
  private onError: (error: unknown) => void = () => undefined;

  constructor(private readonly parts: ProjectionsParts) {
    const events = { moved: parts.moved, failed: (error: unknown) => this.onError(error) };
    parts.inline.tell(events);
    this.keeper = new ProjectionKeeper({ ...parts, events });
  }

  /** Before {@link start}; projections do it themselves when they are constructed with this. */
  add(projection: Projection): void {
    this.parts.inline.add(projection);
  }

  /**
   * Registers the projections and keeps them until {@link stop}: those that are not inline are fed by subscriptions, and
   * one that was catching up is made inline when it has and no other version of it has a live process.
   *
   * @throws EddaError `PROJECTION_INVALID`, `PROJECTION_CHANGED`
   */
  async start({ heartbeatMs = 5000, leaseMs = 4 * heartbeatMs, onError }: ProjectionsOptions = {}): Promise<void> {
    if (onError) this.onError = onError;
    await this.keeper.start({ heartbeatMs, leaseMs });
  }

  /** Stops feeding them, and leaves at once what other processes would wait for. */
  async stop(): Promise<void> {
    await this.keeper.stop();
  }

  /** Every version of every projection in the database, how it is kept and how far it is behind. */
  async status(): Promise<ProjectionOverview[]> {
    return readProjectionOverviews(poolClient(this.parts.dataSource));
  }

  /**
   * Resolves when a projection has handled everything that concerns it up to a position, such as that of an append, by
   * whichever process: what is queried then holds it.
   *
   * @throws EddaError `PROJECTION_UNKNOWN`; `PROJECTION_BEHIND` when it takes longer than it may
   */
  async waitFor(name: string, position: number, options: WaitForOptions = {}): Promise<void> {
    await waitForProjection(poolClient(this.parts.dataSource), this.named(name), position, options);
  }

  /**
   * Builds a projection anew from the whole log, beside the tables that are queried meanwhile and change with every
   * append, and puts the new ones in their place in one short transaction. It begins at once; await it for the end, or
   * iterate it for its progress. Interrupted, even by the death of the process, it goes on where it was when called again.
   *
   * @throws EddaError `PROJECTION_UNKNOWN`, `PROJECTION_NOT_REBUILDABLE`; the rebuild itself rejects with
   *   `PROJECTION_REBUILT_ELSEWHERE` when another process takes it over
   */
  rebuild(name: string, options: RebuildOptions = {}): Rebuild {
    return new Rebuild({ ...this.parts, register: () => this.keeper.register() }, this.named(name), options);
  }

  /** How a version that is not inline catches up with the log, until it has. */
  progress(name: string, options: ProgressOptions = {}): AsyncIterableIterator<RebuildProgress> {
    return catchUpProgress(poolClient(this.parts.dataSource), this.named(name), options);
  }

  /**
   * Drops the tables and the checkpoints of versions that were retired, and had no live process for a while.
   *
   * @returns what was dropped, as `name@version`
   */
  async prune(options: PruneOptions = {}): Promise<string[]> {
    return pruneProjections(this.parts.dataSource, options);
  }

  /** @throws EddaError `PROJECTION_UNKNOWN` */
  named(name: string): Projection {
    const found = this.parts.inline.all.find((projection) => projection.name === name);
    if (found) return found;
    const names = this.parts.inline.all.map((projection) => projection.name).join(', ');
    throw new EddaError(
      'not-found',
      'PROJECTION_UNKNOWN',
      `There is no projection "${name}" in this process: expected one of ${names || 'those that are registered, of which there are none'}.`,
    );
  }
}
