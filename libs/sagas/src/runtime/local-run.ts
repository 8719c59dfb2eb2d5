import { outcomeOfError, stepTimedOut } from '../engine/failures.js';
import type { LocalWork } from '../engine/local-work.js';
import type { ActionOutcome, ActionRef } from '../engine/turn.js';
import type { ConnectionPlace } from './connection-places.js';
import type { InstanceInHand } from './instance-in-hand.js';
import { Overtaken, writeWhole, type Move } from './moves.js';
import { ProgressReports } from './progress-reports.js';
import { isRefused } from './refused-writes.js';
import { executionKey } from './turns.js';

/** How long work that was aborted and goes on nonetheless is waited for, in milliseconds. */
const WINDING_MS = 30_000;
/** Work that takes as long, in milliseconds, is shown to whoever looks at the instance. */
const SHOWN_AFTER_MS = 1000;
/** How often the work is done again because it wrote to a stream that somebody else was faster at. */
const MOST_CONFLICTS = 10;

/** Nobody waits for it now: it counts as no attempt. */
class Interrupted extends Error {
  override readonly name = 'Interrupted';

  constructor() {
    super('The saga was paused, cancelled or given to another process: this work is to stop.');
  }
}

/**
 * One attempt of local work. It runs in a unit of work of its own, whose last act is to record what came of it: what the
 * work wrote, the events and the commands that follow commit together.
 */
export class LocalRun {
  readonly key: string;
  private readonly aborting = new AbortController();
  private readonly reports: ProgressReports;
  private working: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly hand: InstanceInHand,
    private readonly ref: ActionRef,
    private readonly work: LocalWork,
  ) {
    this.key = executionKey(ref);
    this.reports = new ProgressReports(hand, ref);
  }

  /**
   * Resolves when it is over and the work has really ended.
   *
   * @param before attempts that must have ended
   */
  async run(before: readonly Promise<void>[]): Promise<void> {
    if (before.length > 0) await Promise.all(before);
    let hasMore = false;
    try {
      hasMore = await this.attempt();
    } catch (error) {
      await this.hand.failed(error);
    } finally {
      await this.reports.stop();
    }
    if (hasMore) this.hand.afterRun();
    if (this.aborting.signal.aborted) await settledWithin(this.working, WINDING_MS);
  }

  interrupt(): void {
    this.aborting.abort(new Interrupted());
  }

  /** @returns whether an outcome was recorded */
  private async attempt(): Promise<boolean> {
    const { signal } = this.aborting;
    const { timeoutMs } = this.work;
    const timer = setTimeout(() => this.aborting.abort(), timeoutMs);
    const showing = setTimeout(() => void this.hand.show(), SHOWN_AFTER_MS);
    try {
      for (let conflicts = 0; !signal.aborted; conflicts++) {
        const failure = await this.doWork(conflicts < MOST_CONFLICTS);
        if (failure === 'again') continue;
        clearTimeout(timer);
        return failure === null || (await this.record(failure));
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      clearTimeout(timer);
      clearTimeout(showing);
    }
    if (signal.reason instanceof Interrupted) return false;
    return this.record({ ok: false, interrupted: false, failure: stepTimedOut(timeoutMs), retryable: true });
  }

  /** @returns null when it was done and recorded, else how it failed */
  private async doWork(mayConflict: boolean): Promise<ActionOutcome | 'again' | null> {
    const { hand } = this;
    const turn = new OwnTurn(hand, this.aborting.signal);
    let failed: { error: unknown } | null = null;
    try {
      const outcome = await hand.parts.unitOfWork.run(
        async () => {
          const result = await this.callWork().catch((error: unknown) => {
            failed = { error };
            throw error;
          });
          await turn.take();
          return this.finish({ ok: true, result });
        },
        { signal: this.aborting.signal, opening: turn.opening },
      );
      if (outcome.committed) {
        await hand.accept(outcome.value, this);
        return null;
      }
      const overtaken = new Overtaken(outcome.conflict);
      if (outcome.conflict.streamId === hand.streamId) throw overtaken;
      return mayConflict ? 'again' : outcomeOfError(overtaken);
    } catch (error) {
      if (this.aborting.signal.aborted) throw error;
      if (failed) return outcomeOfError(error);
      // What the work wrote shows to be wrong only as it is committed.
      if (isRefused(error)) return outcomeOfError(error);
      throw error;
    } finally {
      turn.end();
    }
  }

  private async callWork(): Promise<unknown> {
    const { hand, ref, work, reports } = this;
    const { failpoint } = hand.parts;
    const moment = ref.compensation ? 'compensation' : 'action';
    if (failpoint) await failpoint(`before:${moment}`, hand.id);
    const working = work.run({
      signal: this.aborting.signal,
      reported: reports.last,
      report: (value) => reports.report(value),
    });
    this.working = working;
    const result = await working;
    if (failpoint) await failpoint(`after:${moment}`, hand.id);
    return result;
  }

  /** What came of it when it failed; alone, because all the work wrote is undone. */
  private async record(outcome: ActionOutcome): Promise<boolean> {
    const { hand } = this;
    const release = await hand.lock.take();
    try {
      if (!hand.runs.isWanted(this)) return false;
      const recorded = await hand.parts.unitOfWork.run(() => this.finish(outcome));
      if (!recorded.committed) throw new Overtaken(recorded.conflict);
      await hand.accept(recorded.value, this);
      return true;
    } finally {
      release();
    }
  }

  private async finish(outcome: ActionOutcome): Promise<Move> {
    const { hand, ref } = this;
    if (!hand.runs.isWanted(this)) throw new Interrupted();
    const now = hand.parts.clock.now();
    const move = hand.decide((draft, engine) => ({ turn: engine.finish(draft, ref, outcome, now, hand) }), this);
    await writeWhole(hand.parts, move);
    return move;
  }
}

async function settledWithin(work: Promise<unknown>, milliseconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  // Work that never ends must not keep the process from ending.
  const patience = new Promise((resolve) => (timer = setTimeout(resolve, milliseconds).unref()));
  await Promise.race([work.catch(() => undefined), patience]);
  clearTimeout(timer);
}

/** The turn of a unit of work among the moves of its instance; one that is over when its turn comes gives it on at once. */
class OwnTurn {
  private release: (() => void) | null = null;
  private place: ConnectionPlace | null = null;
  private isOver = false;

  constructor(
    private readonly hand: InstanceInHand,
    private readonly signal: AbortSignal,
  ) {}

  /** Keeps a connection for whoever has the turn. */
  readonly opening = async (): Promise<() => void> => {
    const place = this.hand.parts.connections.take();
    this.place = place;
    // It has the turn already, or work is over that nobody waits for.
    if (this.release || this.signal.aborted) place.leave();
    this.signal.addEventListener('abort', place.leave);
    await place.ready;
    this.signal.removeEventListener('abort', place.leave);
    this.signal.throwIfAborted();
    return place.leave;
  };

  async take(): Promise<void> {
    if (this.release) return;
    const release = await this.hand.lock.take();
    if (this.isOver) {
      release();
      throw new Interrupted();
    }
    this.release = release;
    // From here on it only commits; also a statement that nobody has waited for goes on.
    this.place?.leave();
  }

  end(): void {
    this.isOver = true;
    this.release?.();
  }
}
