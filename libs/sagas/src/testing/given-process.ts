import { deepStrictEqual } from 'node:assert/strict';
import type { NewMessage } from '@edda/event-schemas';
import type { ProcessUnderTest, SentCommand, ToldEnd } from './process-under-test.js';

/** Something that happens to a process, such as `(soup) => soup.settle(id, outcome)`. */
export type ProcessAct<State> = (process: ProcessUnderTest<State>) => Promise<SentCommand[]>;

/** What came of an act. Each of its functions runs what was given and the act first, once. */
export interface ThenProcess<State> {
  /** Exactly these commands are sent, in this order. */
  thenSends(...expected: NewMessage[]): Promise<ThenProcess<State>>;
  /** No command is sent, and nobody is told of an end. */
  thenNothing(): Promise<ThenProcess<State>>;
  /** The owner is told that it completed, with this state. */
  thenCompleted(state: State): Promise<ThenProcess<State>>;
  /** The owner is told that it failed, with this code. */
  thenFailed(code: string): Promise<ThenProcess<State>>;
}

/**
 * Tests a process by the commands it sends and the end it comes to: given what happened before, when this comes, then
 * these commands are sent.
 *
 *     await givenProcess(new ProcessUnderTest(soupDefinition, dataSource), (soup) => soup.start(id, soupOf('leek')))
 *       .when((soup) => soup.settle(chopId, { ok: true, result: 'sliced leek' }))
 *       .thenSends(message(CookSoup, { taskId, ingredients: ['sliced leek'] }));
 */
export function givenProcess<State>(
  process: ProcessUnderTest<State>,
  ...history: ProcessAct<State>[]
): { when(act: ProcessAct<State>): ThenProcess<State> } {
  return { when: (act) => new ProcessRun(process, history, act) };
}

class ProcessRun<State> implements ThenProcess<State> {
  private running: Promise<{ sent: SentCommand[]; ends: ToldEnd<State>[] }> | null = null;

  constructor(
    private readonly process: ProcessUnderTest<State>,
    private readonly history: readonly ProcessAct<State>[],
    private readonly act: ProcessAct<State>,
  ) {}

  async thenSends(...expected: NewMessage[]): Promise<ThenProcess<State>> {
    const { sent } = await this.outcome();
    deepStrictEqual(
      sent.map(({ type, data }) => ({ type, data })),
      expected.map(({ definition, data }) => ({ type: definition.type, data: JSON.parse(JSON.stringify(data)) })),
    );
    return this;
  }

  async thenNothing(): Promise<ThenProcess<State>> {
    const { sent, ends } = await this.outcome();
    deepStrictEqual({ sent, ends }, { sent: [], ends: [] });
    return this;
  }

  async thenCompleted(state: State): Promise<ThenProcess<State>> {
    deepStrictEqual((await this.outcome()).ends.map(shown), [{ completed: state }]);
    return this;
  }

  async thenFailed(code: string): Promise<ThenProcess<State>> {
    deepStrictEqual((await this.outcome()).ends.map(shown), [{ failed: code }]);
    return this;
  }

  private outcome(): Promise<{ sent: SentCommand[]; ends: ToldEnd<State>[] }> {
    return (this.running ??= this.run());
  }

  private async run(): Promise<{ sent: SentCommand[]; ends: ToldEnd<State>[] }> {
    for (const act of this.history) await act(this.process);
    const before = this.process.ends.length;
    const sent = await this.act(this.process);
    return { sent, ends: this.process.ends.slice(before) };
  }
}

function shown<State>(end: ToldEnd<State>): { completed: State } | { failed: string } {
  return 'completed' in end ? { completed: end.completed } : { failed: end.failed.code };
}
