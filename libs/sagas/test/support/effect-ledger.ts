import { deepStrictEqual, ok } from 'node:assert/strict';
import type { Compensated } from './random-definition.js';

interface Told {
  step: string;
  round?: number;
  index?: number;
  kind?: string;
  size?: number;
  begun?: number;
  awaits?: string[];
  to?: number;
  id?: string;
  ok?: boolean;
  whole?: boolean;
  unknown?: boolean;
  retryAt?: string;
  compensation?: boolean;
  compensate?: boolean;
}

type Effect = 'open' | 'unknown' | 'failed';

/**
 * What the executions of a saga have done, told from its events by other means than its engine: what is done has to be
 * undone once, the last first.
 */
export class EffectLedger {
  /** What was done, in the order of its completion; then what may have been done. */
  private readonly done: string[] = [];
  private readonly undone: string[] = [];
  private readonly skipped: string[] = [];
  private open = new Map<string, Effect>();
  private uncertain: string[] = [];
  private run: { step: string; round: number; size: number; awaits: string[] } | null = null;
  private withoutUndoing = false;

  constructor(private readonly compensated: Compensated) {}

  take({ type, data }: { type: string; data: unknown }): void {
    const told = data as Told;
    if (type === 'StepStarted') this.begin(told);
    else if (type === 'ExecutionsStarted') this.openUp(told.to ?? 0);
    else if (type === 'StepOutcomeReceived') this.complete(told.index ?? this.run?.awaits.indexOf(told.id ?? '') ?? 0);
    else if (type === 'StepFailed') this.fail(told);
    else if (type === 'StepRetried' && !told.compensation) this.reopen(told);
    else if (type === 'StepCompleted' || (type === 'StepSkipped' && !told.compensation)) this.leave(type, told);
    else if (type === 'CompensationStarted') this.leave(type, told);
    else if (type === 'SagaCancelled') this.withoutUndoing = told.compensate === false;
    else if (type === 'StepCompensated') this.undone.push(keyOf(told));
    else if (type === 'StepSkipped') this.skipped.push(keyOf(told));
  }

  /** Of a saga that has ended as this. */
  check(status: string): void {
    const settled = [...this.undone, ...this.skipped];
    deepStrictEqual(settled.length, new Set(settled).size, 'something was undone twice');
    const known = new Set([...this.done, ...this.uncertain]);
    ok(
      settled.every((key) => known.has(key)),
      'something was undone that was not done',
    );
    if (status === 'completed') deepStrictEqual(settled, []);
    if (status === 'completed' || this.withoutUndoing) return;
    deepStrictEqual([...settled].sort(), [...known].sort(), 'not everything that was done is undone');
    const inOrder = this.done.filter((key) => this.undone.includes(key)).reverse();
    deepStrictEqual(
      this.undone.filter((key) => this.done.includes(key)),
      inOrder,
      'it was undone in another order',
    );
  }

  private begin({ step, round = 1, awaits = [], size, begun, kind }: Told): void {
    const count = size ?? (kind === 'action' ? 1 : awaits.length);
    this.run = { step, round, size: count, awaits };
    this.open = new Map();
    this.openUp(begun ?? count);
  }

  private openUp(to: number): void {
    for (let index = this.open.size; index < to; index++) this.open.set(String(index), 'open');
  }

  private complete(index: number): void {
    if (this.open.get(String(index)) !== 'open' && this.open.get(String(index)) !== 'unknown') return;
    this.open.delete(String(index));
    this.open.set(`done ${index}`, 'failed');
    this.add(this.done, index);
  }

  private fail({ index = 0, whole, unknown }: Told): void {
    if (whole || !this.run) return;
    const before = this.open.get(String(index));
    this.open.set(String(index), unknown || this.sticky.has(this.keyAt(index)) ? 'unknown' : 'failed');
    if (unknown) this.sticky.add(this.keyAt(index));
    ok(before === 'open', 'what is not open has failed');
  }

  private readonly sticky = new Set<string>();

  private reopen({ index = 0 }: Told): void {
    if (this.open.has(String(index))) this.open.set(String(index), 'open');
  }

  private leave(type: string, { step }: Told): void {
    const { run } = this;
    if (!run) return;
    if (type === 'StepCompleted' && run.size === 1 && this.open.get('0') === 'open' && step === run.step)
      this.complete(0);
    const tried = this.compensated.get(run.step) === 'tried';
    for (const [key, effect] of this.open) {
      if (key.startsWith('done')) continue;
      if (effect === 'failed' && !tried) continue;
      this.add(this.uncertain, Number(key));
    }
    this.run = null;
  }

  private add(list: string[], index: number): void {
    if (this.run && this.compensated.get(this.run.step)) list.push(this.keyAt(index));
  }

  private keyAt(index: number): string {
    return `${this.run?.step}/${this.run?.round}/${index}`;
  }
}

function keyOf({ step, round, index }: Told): string {
  return `${step}/${round}/${index}`;
}
