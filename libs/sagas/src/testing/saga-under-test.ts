import { validateMessage } from '@edda/event-schemas';
import { newId, type Uuid } from '@edda/kernel';
import { checkDefinition } from '../definition/check-definition.js';
import type { SagaDefinition } from '../definition/saga-definition.js';
import { createEngine } from '../engine/create-engine.js';
import type { Received, SagaEngine } from '../engine/saga-engine.js';
import type { SagaMessage } from '../engine/saga-message.js';
import type { OutgoingCommand, Turn } from '../engine/turn.js';
import type { HistoryEvent } from '../history-replay/history-event.js';
import { SagaInstance } from '../instance/saga-instance.js';
import { nameOf } from './execution-name.js';
import { frozen } from './frozen.js';
import { jsonOf, LocalRuns } from './local-runs.js';

/** What the last act has led to. */
export interface Happened {
  readonly events: HistoryEvent[];
  readonly commands: OutgoingCommand[];
  /** Names of local executions that were begun. */
  readonly runs: string[];
  received: Pick<Received, 'verdict' | 'why'> | null;
}

/**
 * A saga without any infrastructure: its events are kept as the JSON they would be stored as, and after each move it is
 * what they make of it.
 */
export class SagaUnderTest<State> {
  readonly history: HistoryEvent[] = [];
  readonly instance: SagaInstance;
  readonly local = new LocalRuns();
  happened: Happened = { events: [], commands: [], runs: [], received: null };
  engine: SagaEngine;
  private now = Date.parse('2026-01-01T00:00:00.000Z');

  constructor(
    private definition: SagaDefinition<State>,
    readonly id: Uuid = newId(),
  ) {
    checkDefinition(definition);
    this.engine = createEngine(definition);
    this.instance = new SagaInstance(id);
  }

  /** Takes over what happened before. */
  replay(history: readonly HistoryEvent[]): void {
    for (const { type, data, recordedAt } of history) {
      this.keep({ type, data });
      if (recordedAt !== undefined) this.now = Math.max(this.now, new Date(recordedAt).getTime());
    }
  }

  async act(work: () => Turn | Received): Promise<void> {
    this.happened = { events: [], commands: [], runs: [], received: null };
    await this.take(work());
    await this.settle();
  }

  async receive(message: SagaMessage): Promise<void> {
    await this.act(() => this.engine.receive(this.draft(), message, this.time));
  }

  async start(state: State): Promise<void> {
    await this.act(() => this.engine.start(this.draft(), jsonOf(state), this.time));
  }

  /** Hands a control to another version of the definition, which has the saga from then on if it takes it. */
  async migrate(definition: SagaDefinition<State>, message: SagaMessage): Promise<void> {
    checkDefinition(definition);
    const engine = createEngine(definition);
    await this.act(() => {
      const received = engine.receive(this.draft(), message, this.time);
      if (received.verdict === 'taken') [this.definition, this.engine] = [definition, engine];
      return received;
    });
  }

  /** The process dies, and another one goes on. */
  async restart(): Promise<void> {
    this.local.abortAll();
    await this.act(() => this.engine.fire(this.draft(), this.time));
    this.begin(this.engine.openActions(this.instance));
    await this.settle();
  }

  /** Lets time pass: what comes due on the way is fired at its time. */
  async pass(milliseconds: number): Promise<void> {
    const end = this.now + milliseconds;
    this.happened = { events: [], commands: [], runs: [], received: null };
    await this.settle();
    for (;;) {
      const due = this.nextDue();
      if (due === null || due > end) break;
      this.now = Math.max(this.now, due);
      this.local.timeOut(this.now);
      await this.settle();
      await this.take(this.engine.fire(this.draft(), this.time));
      await this.settle();
    }
    this.now = end;
  }

  private nextDue(): number | null {
    const wakeAt = this.engine.wakeAt(this.instance)?.getTime() ?? null;
    const timeout = this.local.nextTimeout();
    if (wakeAt === null || timeout === null) return wakeAt ?? timeout;
    return Math.min(wakeAt, timeout);
  }

  private get time(): Date {
    return new Date(this.now);
  }

  private drafted: SagaInstance | null = null;

  /** What a move is tried on: it counts when its events are kept. */
  private draft(): SagaInstance {
    this.drafted = new SagaInstance(this.id);
    this.drafted.restore(this.instance.state);
    return this.drafted;
  }

  /** Takes in what local executions come to, until nothing more comes by itself. */
  private async settle(): Promise<void> {
    for (let run = await this.local.next(); run; run = await this.local.next()) {
      await this.take(this.engine.finish(this.draft(), run.action, run.outcome, this.time));
    }
  }

  private async take(turn: Turn | Received): Promise<void> {
    for (const { definition, data } of this.drafted?.takePending() ?? []) {
      const kept = jsonOf(data);
      validateMessage(definition, kept as object);
      this.happened.events.push({ type: definition.type, data: kept });
      this.keep({ type: definition.type, data: kept });
    }
    if ('verdict' in turn) this.happened.received = turn;
    this.happened.commands.push(...turn.commands);
    for (const action of turn.aborted) this.local.abort(action);
    this.begin(turn.actions);
    if (turn.ended) await this.tellOwner(turn.ended);
    else if (this.engine.wakeAt(this.instance)?.getTime() === 0) {
      await this.take(this.engine.fire(this.draft(), this.time));
    }
  }

  private begin(actions: Turn['actions']): void {
    for (const action of actions) {
      const work = this.engine.prepare(this.instance, action);
      if (!work) continue;
      this.happened.runs.push(nameOf(action));
      this.local.begin(action, work, this.now);
    }
  }

  private async tellOwner({ status, failure }: NonNullable<Turn['ended']>): Promise<void> {
    const { end } = this.definition;
    const state = this.instance.state.state as State;
    if (status === 'completed') await end?.completed?.(this.id, state);
    else if (failure) await end?.[status]?.(this.id, failure, state);
  }

  private keep({ type, data }: HistoryEvent): void {
    this.history.push({ type, data, version: this.history.length + 1, recordedAt: this.time.toISOString() });
    // A step that changes the state it is given, and not what it returns, is found out here.
    this.instance.replay({ type, data: frozen(data) });
  }
}
