import type { SagaFailure } from '../definition/outcome.js';
import type { StepStarted } from '../events/index.js';
import type { SagaStatus } from '../instance/saga-status.js';
import { CompensationDraft } from './compensation-draft.js';
import type { TimelineEntry } from './saga-timeline.js';
import { StepDraft } from './step-draft.js';
import type { StepFacts } from './step-facts.js';

type Drafted = TimelineEntry | StepDraft | CompensationDraft;

/** What has been read of a history so far. */
export class TimelineDraft {
  saga = '';
  version = '';
  status: SagaStatus = 'new';
  state: unknown = null;
  startedAt: Date | null = null;
  endedAt: Date | null = null;
  failure: SagaFailure | null = null;
  compensated = 0;
  /** The step it is at. */
  step: StepDraft | null = null;
  /** What it undoes now. */
  compensation: CompensationDraft | null = null;
  /** What it was before it was paused. */
  beforePause: SagaStatus = 'running';
  private readonly drafted: Drafted[] = [];
  private readonly loops: string[] = [];
  private goingBackBecause: SagaFailure | null = null;

  /** @param facts of the definition that it runs now */
  constructor(public facts: ReadonlyMap<string, StepFacts>) {}

  get entries(): TimelineEntry[] {
    return this.drafted.map((each) =>
      each instanceof StepDraft || each instanceof CompensationDraft ? each.entry() : each,
    );
  }

  get depth(): number {
    return this.loops.length;
  }

  add(entry: TimelineEntry): void {
    this.drafted.push(entry);
  }

  beginStep(at: Date, { step, round, size, awaits, signal, kind }: StepStarted): void {
    const facts = this.facts.get(step);
    const began = {
      kind: kind ?? null,
      awaits,
      size: size ?? (awaits.length > 1 ? awaits.length : null),
      signal: signal ?? facts?.signal ?? null,
    };
    this.step = new StepDraft(step, round, at, this.depth, began, facts);
    this.drafted.push(this.step);
  }

  /** The step by its name and round: the one it is at, or one before. */
  stepOf(step: string, round: number): StepDraft | null {
    const isIt = (each: Drafted): each is StepDraft =>
      each instanceof StepDraft && each.step === step && each.round === round;
    return this.drafted.findLast(isIt) ?? null;
  }

  /** Undoing a step is one entry, however many executions it had. */
  beginCompensation(at: Date, step: string, round: number, index: number): CompensationDraft {
    const { compensation } = this;
    if (compensation?.step !== step || compensation.round !== round) {
      const isFanOut = this.stepOf(step, round)?.size != null;
      this.compensation = new CompensationDraft(step, round, at, isFanOut, this.facts.get(step));
      this.drafted.push(this.compensation);
    }
    this.compensation!.begin(index);
    return this.compensation!;
  }

  /** Leaves what is open behind: it is not waited for any more. */
  leaveStep(at: Date): void {
    this.step?.end('left', at);
    this.step = null;
  }

  beginRound(loop: string): void {
    this.leaveLoop(loop);
    this.loops.push(loop);
  }

  leaveLoop(loop: string): void {
    const place = this.loops.indexOf(loop);
    if (place >= 0) this.loops.length = place;
  }

  leaveLoops(): void {
    this.loops.length = 0;
  }

  /** Somebody helped a stuck saga on. */
  goOn(): void {
    if (this.status !== 'stuck') return;
    this.status = this.compensation ? 'compensating' : 'running';
    this.failure = this.compensation ? this.goingBackBecause : null;
  }

  goBack(failure: SagaFailure): void {
    this.status = 'compensating';
    this.failure = this.goingBackBecause = failure;
    this.leaveLoops();
  }
}
