import type { StepStarted, TimerPurpose } from '../events/index.js';
import { AttemptsDraft } from './attempts-draft.js';
import type { StepEntry, TimelineEntry, TimerSeen } from './saga-timeline.js';
import type { StepFacts } from './step-facts.js';

/** What is known of a step when it begins. */
interface Began {
  /** Null in old histories. */
  readonly kind: StepStarted['kind'] | null;
  readonly awaits: readonly string[];
  readonly size: number | null;
  readonly signal: string | null;
}

interface Timer extends TimerSeen {
  readonly index: number;
  firedAt: Date | null;
}

/** A step in one of its rounds, while its history is read. */
export class StepDraft extends AttemptsDraft {
  outcome: StepEntry['outcome'] = 'open';
  withoutSignal = false;
  private readonly timers: Timer[] = [];

  constructor(
    readonly step: string,
    readonly round: number,
    private readonly at: Date,
    private readonly depth: number,
    private readonly began: Began,
    facts: StepFacts | undefined,
  ) {
    super(began.size, facts?.attempts ?? null);
  }

  get work(): StepEntry['work'] {
    const { kind, awaits, signal } = this.began;
    if (kind === 'sleep' || kind === 'signal') return kind;
    if (signal !== null) return 'signal';
    return awaits.length > 0 || kind === 'command' ? 'another' : 'local';
  }

  /** The place among the executions of the one whose outcome is awaited under this id. */
  indexOf(awaitedId: string): number {
    return Math.max(0, this.began.awaits.indexOf(awaitedId));
  }

  get signal(): string | null {
    return this.began.signal;
  }

  end(outcome: Exclude<StepEntry['outcome'], 'open'>, at: Date): void {
    if (this.outcome === 'failed' && outcome === 'left') return;
    this.outcome = outcome;
    this.endedAt ??= at;
  }

  override retry(index: number, attempt: number): void {
    super.retry(index, attempt);
    this.outcome = 'open';
  }

  setTimer(purpose: TimerPurpose, index: number, dueAt: Date): void {
    this.timers.push({ purpose, index, dueAt, firedAt: null });
  }

  fireTimer(purpose: TimerPurpose, index: number, at: Date): void {
    const timer = this.timers.findLast((each) => each.purpose === purpose && each.index === index && !each.firedAt);
    if (timer) timer.firedAt = at;
  }

  /** When the timers that still count are due, the soonest first. */
  get due(): Date[] {
    const latest = new Map(this.timers.map((timer) => [`${timer.purpose} ${timer.index}`, timer]));
    return [...latest.values()]
      .filter(({ firedAt, index }) => firedAt === null && this.isOpen(index))
      .map(({ dueAt }) => dueAt)
      .sort((left, right) => left.getTime() - right.getTime());
  }

  entry(): TimelineEntry {
    const { step, round, at, depth, work, outcome, signal, withoutSignal } = this;
    const timers = this.timers.map(({ purpose, dueAt, firedAt }) => ({ purpose, dueAt, firedAt }));
    return { kind: 'step', at, depth, step, round, work, outcome, signal, timers, withoutSignal, ...this.told() };
  }
}
