import { AttemptsDraft } from './attempts-draft.js';
import type { CompensationEntry, TimelineEntry } from './saga-timeline.js';
import type { StepFacts } from './step-facts.js';

/** Undoing what the executions of a step in one round did, while its history is read. */
export class CompensationDraft extends AttemptsDraft {
  private readonly begun = new Set<number>();
  private stuck = false;
  /** Whether another context is asked to undo it. */
  isRemote = false;

  /** @param isFanOut whether the step had several executions */
  constructor(
    readonly step: string,
    readonly round: number,
    private readonly at: Date,
    private readonly isFanOut: boolean,
    facts: StepFacts | undefined,
  ) {
    super(isFanOut ? 0 : null, facts?.compensationAttempts ?? null);
  }

  begin(index: number): void {
    this.begun.add(index);
    this.endedAt = null;
    if (this.isFanOut) this.size = this.begun.size;
  }

  end(index: number, at: Date): void {
    this.succeed(index);
    this.stuck = false;
    if (this.open === 0) this.endedAt = at;
  }

  /** It has failed for good. */
  hold(at: Date): void {
    this.stuck = true;
    this.endedAt = at;
  }

  override retry(index: number, attempt: number): void {
    super.retry(index, attempt);
    this.stuck = false;
  }

  get outcome(): CompensationEntry['outcome'] {
    if (this.stuck) return 'failed';
    if (this.endedAt === null) return 'open';
    return this.skipped ? 'skipped' : 'compensated';
  }

  entry(): TimelineEntry {
    const { step, round, at, outcome } = this;
    return { kind: 'compensation', at, depth: 0, step, round, outcome, ...this.told() };
  }
}
