import { outcomeOfError, stepTimedOut } from '../engine/failures.js';
import type { LocalWork } from '../engine/local-work.js';
import type { ActionOutcome, ActionRef } from '../engine/turn.js';
import { nameOf } from './execution-name.js';

interface LocalRun {
  readonly action: ActionRef;
  readonly controller: AbortController;
  readonly timeoutMs: number;
  /** By the clock of the test. */
  readonly dueAt: number;
}

/** What a run came to. */
export interface SettledRun {
  readonly action: ActionRef;
  readonly outcome: ActionOutcome;
}

/** How often the event loop may turn before something that is under way counts as waiting for the test itself. */
const TURNS = 20;

/** The local executions of a saga under test: they really run, each until it settles by itself or is aborted. */
export class LocalRuns {
  private readonly running = new Map<string, LocalRun>();
  private readonly settled: SettledRun[] = [];
  private readonly progress = new Map<string, unknown>();

  begin(action: ActionRef, work: LocalWork, now: number): void {
    const key = keyOf(action);
    if (this.running.has(key)) return;
    const run = { action, controller: new AbortController(), timeoutMs: work.timeoutMs, dueAt: now + work.timeoutMs };
    this.running.set(key, run);
    const name = nameOf(action);
    const io = {
      signal: run.controller.signal,
      reported: this.progress.get(name) ?? null,
      report: (value: unknown) => void this.progress.set(name, jsonOf(value)),
    };
    work.run(io).then(
      (result) => this.settle(run, { ok: true, result: jsonOf(result) }),
      (error: unknown) => this.settle(run, outcomeOfError(error)),
    );
  }

  /** Aborts one of them; what it comes to then counts as no attempt. */
  abort(action: ActionRef): void {
    const run = this.running.get(keyOf(action));
    this.running.delete(keyOf(action));
    run?.controller.abort();
  }

  abortAll(): void {
    for (const { action } of [...this.running.values()]) this.abort(action);
    this.settled.length = 0;
  }

  reported(name: string): unknown {
    return this.progress.get(name);
  }

  /** The next one that has settled; null when all that are left wait for something of the test. */
  async next(): Promise<SettledRun | null> {
    for (let turn = 0; this.settled.length === 0 && this.running.size > 0 && turn < TURNS; turn++) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    return this.settled.shift() ?? null;
  }

  /** When the first of them has taken too long. */
  nextTimeout(): number | null {
    const due = [...this.running.values()].map(({ dueAt }) => dueAt);
    return due.length === 0 ? null : Math.min(...due);
  }

  /** Aborts those that have taken too long: they have failed. */
  timeOut(now: number): void {
    for (const run of [...this.running.values()]) {
      if (run.dueAt > now) continue;
      this.settle(run, { ok: false, interrupted: false, failure: stepTimedOut(run.timeoutMs), retryable: true });
      run.controller.abort();
    }
  }

  private settle(run: LocalRun, outcome: ActionOutcome): void {
    if (this.running.get(keyOf(run.action)) !== run) return;
    this.running.delete(keyOf(run.action));
    this.settled.push({ action: run.action, outcome });
  }
}

function keyOf(action: ActionRef): string {
  return `${nameOf(action)}/${action.round}/${action.attempt}/${action.compensation}`;
}

/** As it comes back from where it is kept. */
export function jsonOf(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}
