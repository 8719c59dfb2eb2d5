import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import type { NewMessage } from '@edda/event-schemas';
import { newId, type Uuid } from '@edda/kernel';
import { createEngine } from '../../src/engine/create-engine.js';
import { stepTimedOut } from '../../src/engine/failures.js';
import type { Received } from '../../src/engine/saga-engine.js';
import type { SagaControl, SagaMessage } from '../../src/engine/saga-message.js';
import type { ActionOutcome, ActionRef, Turn } from '../../src/engine/turn.js';
import { SagaInstance } from '../../src/instance/saga-instance.js';
import { EffectLedger } from './effect-ledger.js';
import { SIGNALS, type RandomSaga } from './random-definition.js';

const FAILURE = { code: 'NO', detail: 'It did not work.' };
const OK: ActionOutcome = { ok: true, result: 1 };
const CONTROLS: SagaControl['action'][] = ['pause', 'resume', 'cancel', 'retry', 'skip'];

type Input = (instance: SagaInstance, now: Date) => Turn | Received;

/**
 * A saga to which random things happen. Two instances go the same way: one stays in memory, the other is made anew before
 * each move, of all its events as JSON or of a snapshot and the events behind it.
 */
export class RandomRun {
  readonly history: { type: string; data: unknown }[] = [];
  readonly ledger: EffectLedger;
  private readonly engine;
  private readonly id = newId();
  private readonly live = new SagaInstance(this.id);
  private snapshot: { json: string; version: number } | null = null;
  private readonly awaited = new Set<Uuid>();
  private readonly running = new Map<string, ActionRef>();
  private readonly begun: ActionRef[] = [];
  private readonly messages: SagaMessage[] = [];
  private now = Date.parse('2026-01-01T00:00:00.000Z');

  constructor(
    saga: RandomSaga,
    private readonly tape: Iterator<number>,
  ) {
    this.engine = createEngine(saga.definition);
    this.ledger = new EffectLedger(saga.compensated);
    this.move((instance, now) => this.engine.start(instance, { count: 0 }, now));
  }

  get status(): string {
    return this.live.state.status;
  }

  get hasEnded(): boolean {
    return this.live.state.phase === 'ended';
  }

  /** @returns false when the tape is at its end */
  step(): boolean {
    const draw = this.tape.next();
    if (draw.done) return false;
    const choice = draw.value % 20;
    if (choice < 5) this.finishOne(this.draw());
    else if (choice < 9) this.settleOne(this.draw());
    else if (choice < 12) this.fire();
    else if (choice === 12)
      this.receive({ kind: 'signal', id: newId(), signal: SIGNALS[this.draw() % 2] ?? '', payload: 1, by: 'x' });
    else if (choice < 15) this.repeat(this.draw());
    else if (choice < 17) this.late(this.draw());
    else if (choice === 17) this.snapshot = { json: JSON.stringify(this.live.state), version: this.history.length };
    else this.control(CONTROLS[this.draw() % CONTROLS.length] ?? 'pause', this.draw() % 2 === 0);
    return true;
  }

  /** Lets everything come to something good from here on: it has to end. */
  finish(): void {
    for (let steps = 0; !this.hasEnded; steps++) {
      ok(steps < 5000, `It does not end: ${JSON.stringify(this.live.state)}`);
      const { status, stuck } = this.live.state;
      const action = this.running.values().next().value;
      const id = this.awaited.values().next().value;
      const wait = this.engine.waitsFor(this.live)[0];
      if (status === 'paused') this.control('resume', true);
      else if (stuck) this.control('skip', true);
      else if (action) this.finishWith(action, OK);
      else if (id !== undefined) this.receive({ kind: 'outcome', id, outcome: { ok: true, result: 1 } });
      else if (wait?.kind === 'signal' && !wait.until)
        this.receive({ kind: 'signal', id: newId(), signal: wait.signal ?? '', payload: 1, by: 'x' });
      else this.fire();
    }
  }

  private draw(): number {
    const next = this.tape.next();
    return next.done ? 0 : next.value;
  }

  private finishOne(draw: number): void {
    const actions = [...this.running.values()];
    const action = actions[draw % Math.max(1, actions.length)];
    if (!action) return;
    const outcomes: ActionOutcome[] = [
      OK,
      OK,
      OK,
      { ok: false, interrupted: false, failure: FAILURE, retryable: true },
      { ok: false, interrupted: false, failure: FAILURE, retryable: false },
      { ok: false, interrupted: false, failure: stepTimedOut(1000), retryable: true },
      { ok: false, interrupted: true },
    ];
    this.finishWith(action, outcomes[this.draw() % outcomes.length] ?? OK);
  }

  private finishWith(action: ActionRef, outcome: ActionOutcome): void {
    if (outcome.ok || !outcome.interrupted) this.running.delete(keyOf(action));
    this.move((instance, now) => this.engine.finish(instance, action, outcome, now));
    if (!outcome.ok) return;
    // A second time it is not awaited any more.
    const before = this.history.length;
    this.move((instance, now) => this.engine.finish(instance, action, outcome, now));
    strictEqual(this.history.length, before);
  }

  private settleOne(draw: number): void {
    const ids = [...this.awaited];
    const id = ids[draw % Math.max(1, ids.length)];
    if (id === undefined) return;
    const good = this.draw() % 3 > 0;
    this.receive({ kind: 'outcome', id, outcome: good ? { ok: true, result: 1 } : { ok: false, failure: FAILURE } });
  }

  private fire(): void {
    const wakeAt = this.engine.wakeAt(this.live);
    if (wakeAt) this.now = Math.max(this.now, wakeAt.getTime());
    this.move((instance, now) => this.engine.fire(instance, now));
  }

  private control(action: SagaControl['action'], compensate: boolean): void {
    const control = { action, by: 'x', reason: 'chance', compensate } as SagaControl;
    this.receive({ kind: 'control', id: newId(), control });
  }

  private late(draw: number): void {
    const before = this.history.length;
    const verdict = this.receive({ kind: 'outcome', id: newId(), outcome: { ok: true, result: 1 } });
    strictEqual(verdict, 'late');
    // A run that was aborted, or gone on without, and comes to something after all.
    const action = this.begun[draw % Math.max(1, this.begun.length)];
    const { paused, stuck } = this.live.state;
    if (!action || paused || stuck || this.running.has(keyOf(action))) return;
    this.move((instance, now) => this.engine.finish(instance, action, OK, now));
    strictEqual(this.history.length, before);
  }

  private repeat(draw: number): void {
    const message = this.messages[draw % Math.max(1, this.messages.length)];
    if (!message) return;
    const before = this.history.length;
    const verdict = this.receive(message, true);
    ok(verdict !== 'taken', `${message.kind} was taken twice`);
    strictEqual(this.history.length, before);
  }

  private receive(message: SagaMessage, again = false): string {
    const { verdict } = this.move((instance, now) => this.engine.receive(instance, message, now)) as Received;
    if (verdict === 'taken' && !again) this.messages.push(message);
    return verdict;
  }

  private move(input: Input): Turn | Received {
    const now = new Date(this.now);
    const other = this.madeAnew();
    const otherTurn = input(other, now);
    const turn = input(this.live, now);
    const events = this.live.takePending();
    deepStrictEqual(plain(events), plain(other.takePending()), 'an instance made anew decides otherwise');
    deepStrictEqual(JSON.stringify(turn), JSON.stringify(otherTurn));
    for (const { definition, data } of events) {
      const kept = { type: definition.type, data: JSON.parse(JSON.stringify(data)) as unknown };
      this.history.push(kept);
      this.ledger.take(kept);
    }
    this.follow(turn);
    this.check();
    return turn;
  }

  private madeAnew(): SagaInstance {
    const instance = new SagaInstance(this.id);
    if (this.snapshot) instance.restore(JSON.parse(this.snapshot.json));
    for (const event of this.history.slice(this.snapshot?.version ?? 0)) instance.replay(event);
    return instance;
  }

  private follow(turn: Turn): void {
    for (const id of turn.awaits) {
      ok(!this.awaited.has(id), 'it awaits what it awaits already');
      this.awaited.add(id);
    }
    for (const id of turn.settled) ok(this.awaited.delete(id), 'it settles what it did not await');
    for (const action of turn.aborted) this.running.delete(keyOf(action));
    for (const action of turn.actions) this.running.set(keyOf(action), action);
    this.begun.push(...turn.actions);
    if (turn.ended) strictEqual(this.history.at(-1)?.type, 'SagaEnded');
  }

  /** What has to be so after every move. */
  private check(): void {
    const { state } = this.live;
    const open = this.engine.openActions(this.live);
    const held = state.paused || state.stuck !== null;
    deepStrictEqual(
      [...this.running.keys()].sort(),
      held ? [] : open.map(keyOf).sort(),
      'what runs is not what is open',
    );
    deepStrictEqual([...this.awaited].sort(), awaitedOf(this.live).sort(), 'what is awaited is not what is open');
    const wakes = this.engine.wakeAt(this.live) !== null;
    const waits = this.engine.waitsFor(this.live).length > 0;
    strictEqual(wakes || waits, !this.hasEnded, 'it neither ends nor waits');
    for (const action of open) ok(this.engine.prepare(this.live, action), 'what is open cannot be run');
  }
}

function awaitedOf({ state: { run, undoing } }: SagaInstance): Uuid[] {
  if (undoing) return undoing.awaits !== null && undoing.execution.phase === 'open' ? [undoing.awaits] : [];
  return run?.awaits.slice(0, run.begun).filter((_, index) => run.executions[index]?.phase === 'open') ?? [];
}

function keyOf({ step, round, index, attempt, compensation }: ActionRef): string {
  return [step, round, index, attempt, compensation].join('/');
}

function plain(events: readonly NewMessage[]): unknown {
  return JSON.parse(JSON.stringify(events.map(({ definition, data }) => [definition.type, data])));
}
