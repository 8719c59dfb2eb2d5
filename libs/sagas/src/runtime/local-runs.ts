import { runInContext, type ExecutionContext } from '@edda/kernel';
import type { LocalWork } from '../engine/local-work.js';
import type { ActionRef } from '../engine/turn.js';
import type { InstanceInHand } from './instance-in-hand.js';
import { LocalRun } from './local-run.js';
import { executionKey } from './turns.js';

/** The local work of one instance. */
export class LocalRuns {
  private readonly running = new Map<string, LocalRun>();
  /** Also those that were aborted and whose work goes on nonetheless. */
  private readonly attempts = new Map<string, Promise<void>>();

  constructor(private readonly instance: InstanceInHand) {}

  /** Whether anything is to go on that was begun. */
  get isEmpty(): boolean {
    return this.running.size === 0;
  }

  /** How many have not ended, wanted or not. */
  get unfinished(): number {
    return this.attempts.size;
  }

  /** Whether somebody still waits for it. */
  isWanted(run: LocalRun): boolean {
    return this.running.get(run.key) === run;
  }

  has(ref: ActionRef): boolean {
    return this.running.has(executionKey(ref));
  }

  begin(ref: ActionRef, work: LocalWork, context: ExecutionContext): void {
    const run = new LocalRun(this.instance, ref, work);
    const { key } = run;
    this.running.set(key, run);
    // What undoes an execution waits for an attempt at it that has not ended yet.
    const keys = [key, executionKey({ ...ref, compensation: false })];
    const before = keys.flatMap((each) => this.attempts.get(each) ?? []);
    const attempt = runInContext(context, () => run.run(before)).finally(() => {
      if (this.attempts.get(key) === attempt) this.attempts.delete(key);
    });
    this.attempts.set(key, attempt);
  }

  /** What came of it is recorded. */
  done(run: LocalRun): void {
    this.running.delete(run.key);
  }

  abort(ref: ActionRef): void {
    const key = executionKey(ref);
    this.running.get(key)?.interrupt();
    this.running.delete(key);
  }

  /** Aborts all, to be begun again later. */
  interrupt(): void {
    for (const run of this.running.values()) run.interrupt();
    this.running.clear();
  }

  /** Resolves when all have ended. */
  async settled(): Promise<void> {
    await Promise.all(this.attempts.values());
  }
}
