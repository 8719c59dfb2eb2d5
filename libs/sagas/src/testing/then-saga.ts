import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import type { NewMessage } from '@edda/event-schemas';
import type { Waiting } from '../engine/saga-engine.js';
import type { HistoryEvent } from '../history-replay/history-event.js';
import type { SagaStatus } from '../instance/saga-status.js';
import { nameOf } from './execution-name.js';
import { jsonOf } from './local-runs.js';
import type { SagaUnderTest } from './saga-under-test.js';

/** What may be said of a saga under test; each throws an `AssertionError` when it is not so. */
export class ThenSaga<State> {
  constructor(private readonly saga: SagaUnderTest<State>) {}

  sends(expected: readonly NewMessage[]): void {
    deepStrictEqual(
      this.saga.happened.commands.map(({ message }) => shown(message)),
      expected.map(shown),
    );
  }

  runs(expected: readonly string[]): void {
    deepStrictEqual(this.saga.happened.runs, [...expected]);
  }

  nothing(): void {
    const { events, commands } = this.saga.happened;
    deepStrictEqual(
      { events: events.map(line), commands: commands.map(({ message }) => shown(message)) },
      { events: [], commands: [] },
    );
  }

  refused(why: string): void {
    const { received } = this.saga.happened;
    strictEqual(received?.verdict, 'refused', `It was not refused: ${received?.verdict ?? 'nothing was asked for'}.`);
    ok(received.why?.includes(why), `It was refused because: ${received.why ?? ''}`);
    this.nothing();
  }

  compensates(expected: readonly string[]): void {
    const undone = this.saga.history.filter(({ type }) => type === 'StepCompensated');
    deepStrictEqual(
      undone.map(({ data }) => nameOf(data as Parameters<typeof nameOf>[0])),
      [...expected],
    );
  }

  waitsFor(expected: readonly (string | Partial<Waiting>)[]): void {
    const waiting = this.saga.engine.waitsFor(this.saga.instance);
    const told = waiting.map((one, at) => {
      const wanted = expected[at] ?? one.step;
      if (typeof wanted === 'string') return one.step;
      return Object.fromEntries(Object.entries(one).filter(([key]) => key in wanted));
    });
    deepStrictEqual(told, [...expected]);
  }

  isStuck(step: string, code: string | undefined): void {
    const { status, stuck } = this.saga.instance.state;
    const expected = { status: 'stuck', step, ...(code === undefined ? {} : { code }) };
    deepStrictEqual(
      { status, step: stuck?.step, ...(code === undefined ? {} : { code: stuck?.failure.code }) },
      expected,
    );
  }

  is(status: SagaStatus): void {
    strictEqual(this.saga.instance.state.status, status);
  }

  ends(status: SagaStatus, code: string | undefined): void {
    const { failure } = this.saga.instance.state;
    strictEqual(this.saga.instance.state.status, status, failure ? `${failure.code}: ${failure.detail}` : undefined);
    if (code !== undefined) strictEqual(failure?.code, code, failure?.detail);
  }

  state(expected: State | ((state: State) => void)): void {
    const state = this.saga.instance.state.state as State;
    if (typeof expected === 'function') (expected as (state: State) => void)(state);
    else deepStrictEqual(state, jsonOf(expected));
  }

  reported(execution: string, progress: unknown): void {
    deepStrictEqual(this.saga.local.reported(execution), progress);
  }

  history(expected: readonly string[]): void {
    deepStrictEqual(this.saga.history.map(line), [...expected]);
  }
}

/** An event in a line, such as `StepStarted charge`. */
export function line({ type, data }: HistoryEvent): string {
  const named = data as {
    step?: string;
    round?: number;
    index?: number;
    branch?: string;
    loop?: string;
    signal?: string;
  };
  if (named.step !== undefined)
    return `${type} ${nameOf({ step: named.step, round: named.round ?? 1, index: named.index ?? 0 })}`;
  const name = named.branch ?? named.loop ?? (type === 'SignalReceived' ? named.signal : undefined);
  return name === undefined ? type : `${type} ${name}`;
}

function shown({ definition, data }: NewMessage): { type: string; data: unknown } {
  return { type: definition.type, data: jsonOf(data) };
}
