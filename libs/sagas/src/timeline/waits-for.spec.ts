import { describe, expect, it } from '@jest/globals';
import { message } from '@edda/event-schemas';
import { newId } from '@edda/kernel';
import type { SagaDefinition } from '../definition/saga-definition.js';
import type { SagaStep } from '../definition/saga-step.js';
import { stepsOf } from '../definition/steps-of.js';
import { createEngine } from '../engine/create-engine.js';
import { SagaInstance } from '../instance/saga-instance.js';
import { SagaPaused } from '../events/index.js';
import type { SagaHistoryEvent } from './saga-timeline.js';
import { timelineOf } from './timeline-of.js';

const { action, command, forEach, sleep, signal } = stepsOf<object>();
const NOW = new Date('2026-11-21T21:00:00.000Z');
const later = (ms: number): Date => new Date(NOW.getTime() + ms);
const ask = { command: () => ({ message: message(SagaPaused, { by: 'x', reason: 'x' }), key: 'x' }) };
const work = { run: () => undefined };
const broken = { ok: false, interrupted: false, retryable: true, failure: { code: 'X', detail: 'x' } } as const;

/** An instance of one step, and its history as far as it is written. */
function begun(step: SagaStep<object>) {
  const definition: SagaDefinition<object> = { name: 'order', version: '1.0.0', steps: [step] };
  const engine = createEngine(definition);
  const instance = new SagaInstance(newId());
  const { actions } = engine.start(instance, {}, NOW);
  const history = (): SagaHistoryEvent[] =>
    instance.pending.map(({ definition: { type }, data }, index) => ({
      type,
      data: JSON.parse(JSON.stringify(data)) as unknown,
      recordedAt: NOW,
      version: index + 1,
    }));
  return { engine, instance, actions, history };
}

describe('What a history says that its saga waits for', () => {
  it.each([
    ['local work', action('a', work)],
    ['an answer', command('a', ask)],
    ['an answer in time', command('a', { ...ask, timeoutMs: 5_000 })],
    ['several answers', forEach('a', { items: () => [1, 2, 3], each: ask, timeoutMs: 5_000 })],
    ['local work for each', forEach('a', { items: () => [1, 2, 3], each: work })],
    ['a time', sleep('a', () => 60_000)],
    ['a signal', signal('a', { signal: 'go' })],
    ['a signal in time', signal('a', { signal: 'go', timeoutMs: 60_000 })],
  ])('is what its engine says: %s', (_what, step) => {
    const { engine, instance, history } = begun(step);
    const expected = engine.waitsFor(instance);
    expect(expected).toHaveLength(1);
    expect(timelineOf(history()).waitsFor).toEqual(expected);
  });

  it('is what its engine says: the next attempt', () => {
    const { engine, instance, actions, history } = begun(action('a', work));
    engine.finish(instance, actions[0]!, broken, later(10));
    expect(engine.waitsFor(instance)).toMatchObject([{ kind: 'retry' }]);
    expect(timelineOf(history()).waitsFor).toEqual(engine.waitsFor(instance));
  });

  it('is what its engine says: the next attempt of one, and the others', () => {
    const { engine, instance, actions, history } = begun(forEach('a', { items: () => [1, 2, 3], each: work }));
    engine.finish(instance, actions[1]!, broken, later(10));
    expect(engine.waitsFor(instance)).toMatchObject([{ kind: 'retry' }, { kind: 'action' }]);
    expect(timelineOf(history()).waitsFor).toEqual(engine.waitsFor(instance));
  });

  it('is what its engine says: a decision', () => {
    const step = action('a', { ...work, retry: { attempts: 1 }, onFailure: 'hold' });
    const { engine, instance, actions, history } = begun(step);
    engine.finish(instance, actions[0]!, broken, later(10));
    expect(engine.waitsFor(instance)).toMatchObject([{ kind: 'decision' }]);
    expect(timelineOf(history()).waitsFor).toEqual(engine.waitsFor(instance));
  });

  it('names no local work while it is paused', () => {
    const paused = (step: SagaStep<object>): unknown => {
      const { engine, instance, history } = begun(step);
      const control = { action: 'pause', by: 'olga', reason: 'x' } as const;
      engine.receive(instance, { kind: 'control', id: newId(), control }, later(10));
      return timelineOf(history()).waitsFor.map(({ kind }) => kind);
    };
    expect(paused(action('a', work))).toEqual(['decision']);
    expect(paused(command('a', ask))).toEqual(['decision', 'outcome']);
  });
});
