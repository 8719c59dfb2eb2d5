import { newId, pause } from '@edda/kernel';
import type { DataSource } from 'typeorm';
import { poolClient } from '../sql-client.js';
import { beat, type ProjectionState } from './beat.js';
import { checkProjections } from './check-projection.js';
import type { FeedParts } from './feed.js';
import type { InlineProjections } from './inline-projections.js';
import { makeWay } from './make-way.js';
import { underNameLock } from './name-lock.js';
import { leave, type ProcessLease } from './process-lease.js';
import { idOf } from './projection-id.js';
import { liveVersions, lockVersions, retire } from './projection-row.js';
import type { Projection } from './projection.js';
import { registerProjection } from './register-projection.js';
import { RunningProjection } from './running-projection.js';

export interface KeeperOptions {
  heartbeatMs: number;
  leaseMs: number;
}

export interface KeeperParts extends FeedParts {
  dataSource: DataSource;
  inline: InlineProjections;
}

/** How often to look whether a projection that is about to be inline has caught up, in milliseconds. */
const SOON_MS = 100;

/** Keeps the projections of one process: says that it lives, feeds those that are not inline, makes them inline. */
export class ProjectionKeeper {
  private readonly lease: ProcessLease = { processId: newId(), milliseconds: 20_000 };
  private readonly running = new Map<Projection, RunningProjection>();
  private registering: Promise<void> | null = null;
  private stopping: AbortController | null = null;
  private beating: Promise<void> | null = null;

  constructor(private readonly parts: KeeperParts) {
    parts.inline.learnFrom(async (written) => {
      await this.register();
      await makeWay(parts.dataSource, parts.inline.all, written);
    });
  }

  async start({ heartbeatMs, leaseMs }: KeeperOptions): Promise<void> {
    if (this.stopping) return;
    const stopping = new AbortController();
    this.stopping = stopping;
    this.lease.milliseconds = leaseMs;
    try {
      await this.register();
    } catch (error) {
      this.stopping = null;
      throw error;
    }
    this.beating = this.keepBeating(heartbeatMs, stopping.signal);
  }

  async stop(): Promise<void> {
    this.stopping?.abort();
    await this.beating;
    await this.registering?.catch(() => undefined);
    await Promise.all([...this.running.values()].map((running) => running.stop()));
    const { dataSource } = this.parts;
    if (this.running.size > 0 && dataSource.isInitialized) {
      // Whoever cannot be told waits for the lease to run out.
      await leave(poolClient(dataSource), this.lease).catch((error: unknown) => this.parts.events.failed(error));
    }
    this.running.clear();
    this.stopping = null;
    this.beating = null;
  }

  /** Registers what is not registered yet, or not any more, and learns how everything is kept. */
  register(): Promise<void> {
    this.registering ??= this.registerAll().finally(() => (this.registering = null));
    return this.registering;
  }

  private async registerAll(): Promise<void> {
    const { inline, dataSource } = this.parts;
    const projections = inline.all;
    checkProjections(projections);
    const known = await beat(dataSource, projections, this.lease);
    const strangers = projections.filter((projection) => isStranger(projection, known.get(idOf(projection))));
    for (const projection of strangers) {
      await underNameLock(dataSource, projection.name, (manager) =>
        registerProjection(manager, projection, this.lease),
      );
    }
    const states = strangers.length > 0 ? await beat(dataSource, projections, this.lease) : known;
    for (const projection of projections) {
      const state = states.get(idOf(projection));
      if (state) this.runningOf(projection).apply(state, this.feeds);
    }
  }

  private async keepBeating(heartbeatMs: number, signal: AbortSignal): Promise<void> {
    while (!signal.aborted && this.parts.dataSource.isInitialized) {
      const soon = [...this.running.values()].some(({ mayGoInline }) => mayGoInline);
      await pause(soon ? Math.min(SOON_MS, heartbeatMs) : heartbeatMs, signal);
      if (signal.aborted) return;
      try {
        await this.register();
        await this.retireOthers();
        await this.makeInline(signal);
      } catch (error) {
        if (!signal.aborted) this.parts.events.failed(error);
      }
    }
  }

  private async retireOthers(): Promise<void> {
    for (const { projection, survives } of this.running.values()) {
      if (!survives) continue;
      await underNameLock(
        this.parts.dataSource,
        projection.name,
        async (manager) => {
          const live = await liveVersions(manager, projection.name);
          await retire(manager, await lockVersions(manager, projection.name), live);
        },
        { attempts: 1 },
      );
    }
  }

  private async makeInline(signal: AbortSignal): Promise<void> {
    for (const running of this.running.values()) {
      if (running.mayGoInline && (await running.goInline(this.parts.dataSource, signal))) await this.register();
    }
  }

  private get feeds(): boolean {
    return this.stopping !== null && !this.stopping.signal.aborted;
  }

  private runningOf(projection: Projection): RunningProjection {
    let running = this.running.get(projection);
    if (!running) {
      running = new RunningProjection(projection, this.parts, this.lease.milliseconds);
      this.running.set(projection, running);
    }
    return running;
  }
}

function isStranger({ mode, types }: Projection, state: ProjectionState | undefined): boolean {
  if (!state || state.status === 'retired' || state.mode !== mode) return true;
  return types.some((type) => !state.types.includes(type));
}
