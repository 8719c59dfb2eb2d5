import type { NewMessage } from '@edda/event-schemas';
import { newId, type Uuid } from '@edda/kernel';
import type { StepOutcome } from '../definition/outcome.js';
import type { SagaDefinition } from '../definition/saga-definition.js';
import type { Waiting } from '../engine/saga-engine.js';
import type { SagaControl } from '../engine/saga-message.js';
import type { HistoryEvent } from '../history-replay/history-event.js';
import type { SagaStatus } from '../instance/saga-status.js';
import { millisecondsOf, type Duration } from './duration.js';
import { SagaUnderTest } from './saga-under-test.js';
import { ThenSaga } from './then-saga.js';
import { awaitedIds } from './awaited-ids.js';

/** Who asks for something; the id tells a repetition, a new one unless given. */
interface Asked {
  readonly by?: string;
  readonly reason?: string;
  readonly id?: Uuid;
}

/**
 * Tests a saga without any infrastructure: given what happened to it, when this comes, then that follows. Local steps
 * really run, with whatever stubs the definition was made with: those that settle without waiting for real time are
 * through before the next word, the others stay under way until the test lets them go ({@link GivenSaga.meanwhile}). Time
 * passes only by {@link GivenSaga.after}. What is said is done in order; the sentence is to be awaited.
 *
 *     await givenSaga(orderSaga({ stock, till }))
 *       .started(order)
 *       .outcome('charge', { ok: false, failure: { code: 'CARD.DECLINED', detail: 'No.' } })
 *       .thenCompensates('reserve')
 *       .thenEnds('failed', 'CARD.DECLINED');
 */
export function givenSaga<State>(definition: SagaDefinition<State>, id?: Uuid): GivenSaga<State> {
  return new GivenSaga(new SagaUnderTest(definition, id));
}

export class GivenSaga<State> implements PromiseLike<void> {
  private told: Promise<void> = Promise.resolve();
  private readonly checks: ThenSaga<State>;

  constructor(private readonly saga: SagaUnderTest<State>) {
    this.checks = new ThenSaga(saga);
  }

  get id(): Uuid {
    return this.saga.id;
  }

  /** It has been started, and has gone as far as it can without waiting. */
  started(state: State): this {
    return this.say(() => this.saga.start(state));
  }

  /** This has happened before, as a stream holds it. */
  history(events: readonly HistoryEvent[]): this {
    return this.say(() => this.saga.replay(events));
  }

  /**
   * What the command of a step, or of its compensation, has come to.
   *
   * @param index the place among the items of a fan-out; the first one whose outcome is awaited unless given
   */
  outcome(step: string, outcome: StepOutcome, index?: number): this {
    return this.say(() => this.settleAt(step, outcome, index));
  }

  /** What the commands of a fan-out have come to, in the order of those still awaited. */
  outcomes(step: string, outcomes: readonly StepOutcome[]): this {
    for (const outcome of outcomes) this.outcome(step, outcome);
    return this;
  }

  /** What a command has come to, by the id it was sent with: also late, or twice. */
  settled(id: Uuid, outcome: StepOutcome): this {
    return this.say(() => this.saga.receive({ kind: 'outcome', id, outcome }));
  }

  /** @param id tells a repetition; a new one unless given */
  signal(signal: string, payload?: unknown, id: Uuid = newId()): this {
    return this.say(() => this.saga.receive({ kind: 'signal', id, signal, payload, by: 'test' }));
  }

  /** Time passes; sleeps, time-outs and retries come at their time. */
  after(duration: Duration): this {
    return this.say(() => this.saga.pass(millisecondsOf(duration)));
  }

  pause(asked?: Asked): this {
    return this.control({ action: 'pause', ...told(asked) }, asked);
  }

  resume(asked?: Asked): this {
    return this.control({ action: 'resume', ...told(asked) }, asked);
  }

  /** What was done is undone first, unless `compensate` is false. */
  cancel({ compensate = true, ...asked }: Asked & { compensate?: boolean } = {}): this {
    return this.control({ action: 'cancel', compensate, ...told(asked) }, asked);
  }

  retry(asked?: Asked): this {
    return this.control({ action: 'retry', ...told(asked) }, asked);
  }

  skip(asked?: Asked): this {
    return this.control({ action: 'skip', ...told(asked) }, asked);
  }

  /** Another version of the definition is asked to take it over. */
  migrate(definition: SagaDefinition<State>, asked?: Asked): this {
    const control = { action: 'migrate', toVersion: definition.version, ...told(asked) } as const;
    return this.say(() => this.saga.migrate(definition, { kind: 'control', id: asked?.id ?? newId(), control }));
  }

  /** The process dies, and another one goes on with what is stored. */
  restarted(): this {
    return this.say(() => this.saga.restart());
  }

  /** Something of the test itself, such as letting go a step that waits for it. */
  meanwhile(work: () => unknown): this {
    return this.say(async () => {
      await work();
      await this.saga.pass(0);
    });
  }

  /** Exactly these commands were sent by what happened last, in this order. */
  thenSends(...expected: NewMessage[]): this {
    return this.say(() => this.checks.sends(expected));
  }

  /** Exactly these local executions were begun by what happened last: `reserve`, `gather[1]`, `write#2`. */
  thenRuns(...expected: string[]): this {
    return this.say(() => this.checks.runs(expected));
  }

  /** What happened last has changed nothing. */
  thenNothing(): this {
    return this.say(() => this.checks.nothing());
  }

  /** What was asked for last could not be done. @param why words of the sentence that says why */
  thenRefused(why = ''): this {
    return this.say(() => this.checks.refused(why));
  }

  /** Exactly these executions are undone so far, in this order: `reserve`, `gather[1]`, `write#2`. */
  thenCompensates(...expected: string[]): this {
    return this.say(() => this.checks.compensates(expected));
  }

  /** It waits for these steps; what comes first by itself, first. */
  thenWaitsFor(...expected: (string | Partial<Waiting>)[]): this {
    return this.say(() => this.checks.waitsFor(expected));
  }

  /** @param code of the failure it is stuck with */
  thenIsStuck(step: string, code?: string): this {
    return this.say(() => this.checks.isStuck(step, code));
  }

  /** It has this status. */
  thenIs(status: SagaStatus): this {
    return this.say(() => this.checks.is(status));
  }

  /** @param code of the failure it ended with */
  thenEnds(status: 'completed' | 'failed' | 'cancelled', code?: string): this {
    return this.say(() => this.checks.ends(status, code));
  }

  /** Its state is this, or passes this. */
  thenState(expected: State | ((state: State) => void)): this {
    return this.say(() => this.checks.state(expected));
  }

  /** A step has last reported this. */
  thenReported(execution: string, progress: unknown): this {
    return this.say(() => this.checks.reported(execution, progress));
  }

  /** Its history so far, written such as `StepStarted charge`. */
  thenHistory(...expected: string[]): this {
    return this.say(() => this.checks.history(expected));
  }

  /** Its events so far, for {@link replayHistory} and {@link history}. */
  async events(): Promise<HistoryEvent[]> {
    await this.told;
    return [...this.saga.history];
  }

  then<A = void, B = never>(
    fulfilled?: ((value: void) => A | PromiseLike<A>) | null,
    rejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): PromiseLike<A | B> {
    return this.told.then(fulfilled, rejected);
  }

  private control(control: SagaControl, asked?: Asked): this {
    return this.say(() => this.saga.receive({ kind: 'control', id: asked?.id ?? newId(), control }));
  }

  private async settleAt(step: string, outcome: StepOutcome, index: number | undefined): Promise<void> {
    const awaited = awaitedIds(this.saga.instance.state, step);
    const found = awaited.find((one) => index === undefined || one.index === index);
    if (!found) {
      const { status, step: at } = this.saga.instance.state;
      throw new Error(`No outcome of ${step} is awaited: the saga is ${status}, at ${at ?? 'no step'}.`);
    }
    await this.saga.receive({ kind: 'outcome', id: found.id, outcome });
  }

  private say(work: () => Promise<void> | void): this {
    this.told = this.told.then(work);
    return this;
  }
}

function told({ by = 'test', reason = 'for a test' }: Asked = {}): { by: string; reason: string } {
  return { by, reason };
}
