import { describe, expect, it } from '@jest/globals';
import { checkDefinition } from './check-definition.js';
import type { SagaDefinition } from './saga-definition.js';
import type { SagaStep } from './saga-step.js';
import { stepsOf } from './steps-of.js';

const { action, branch, command, forEach, loop, signal, sleep } = stepsOf<object>();
const run = (): void => undefined;
const none = (): null => null;
const idle = action('idle', { run });

function saga(...steps: SagaStep<object>[]): SagaDefinition<object> {
  return { name: 'order', version: '1.0.0', steps };
}

function nested(depth: number): SagaStep<object> {
  const name = `depth-${depth}`;
  return depth === 0 ? idle : loop(name, { while: () => false, atMost: 1, steps: [nested(depth - 1)] });
}

describe('A definition', () => {
  it('is taken when it can work', () => {
    const definition = saga(
      idle,
      command('ask', { command: none, timeoutMs: 1, retry: { attempts: 1000, backoff: { jitter: 1 } } }),
      forEach('each', { items: () => [], each: { run }, join: { atLeast: 1 }, concurrency: 1 }),
      branch('choose', none, { left: [action('go-left', { run })], right: [] }),
      loop('again', {
        while: () => false,
        atMost: 1000,
        steps: [signal('wait', { signal: 'Approved', timeoutMs: 9 })],
      }),
      sleep('rest', () => 1),
    );
    expect(() =>
      checkDefinition({ ...definition, migrate: { '0.9.0': (state) => ({ state: state as object }) } }),
    ).not.toThrow();
  });

  it.each<[SagaDefinition<object>, string]>([
    [{ ...saga(idle), name: 'Order' }, 'A saga is named "Order": write it in kebab-case'],
    [{ ...saga(idle), version: '1.0' }, 'Saga order has the version "1.0": write it as major.minor.patch.'],
    [saga(), 'Saga order 1.0.0 has no steps: give at least one.'],
    [
      { ...saga(idle), migrate: { '1.0.0': () => ({ state: {} }) } },
      'Saga order 1.0.0 takes over its own version: name an older one.',
    ],
    [saga(action('Charge card', { run })), 'A step of Saga order 1.0.0 is named "Charge card": write it in kebab-case'],
    [
      saga(idle, loop('again', { while: () => false, atMost: 2, steps: [idle] })),
      'Saga order 1.0.0 has two steps named idle: outcomes could not tell them apart, rename one.',
    ],
    [
      saga(action('a', { run, retry: { attempts: 1001 } })),
      'Step a of Saga order 1.0.0 has retry.attempts 1001: give a whole number, 1 to 1000.',
    ],
    [
      saga(action('a', { run, retry: { attempts: 1, backoff: { jitter: 2 } } })),
      'Step a of Saga order 1.0.0 has retry.backoff.jitter 2: give a number from 0 to 1.',
    ],
    [saga(action('a', { run, timeoutMs: 0 })), 'Step a of Saga order 1.0.0 has timeoutMs 0: give milliseconds, 1 to '],
    [
      saga(action('a', { run, compensate: { run, retry: { attempts: 0 } } })),
      'The compensation of step a of Saga order 1.0.0 has retry.attempts 0: give a whole number, 1 to 1000.',
    ],
    [saga(action('a', { run, compensateIfFailed: true })), 'but has no "compensate": give one.'],
    [
      saga(loop('again', { while: () => true, atMost: Number.POSITIVE_INFINITY, steps: [idle] })),
      'Step again of Saga order 1.0.0 has atMost Infinity: give a whole number, 1 to 1000.',
    ],
    [
      saga(loop('again', { while: () => true, atMost: 1, steps: [] })),
      'Step again of Saga order 1.0.0 repeats no steps: give at least one.',
    ],
    [saga(branch('choose', none, {})), 'Step choose of Saga order 1.0.0 has no ways: give at least one.'],
    [
      saga(forEach('each', { items: () => [], each: { run }, join: { atLeast: 0 } })),
      'Step each of Saga order 1.0.0 has join.atLeast 0: give a whole number, at least 1.',
    ],
    [saga(signal('wait', { signal: '' })), 'Step wait of Saga order 1.0.0 waits for a signal without a name'],
    [saga(nested(17)), 'Saga order 1.0.0 has steps 17 deep in one another, at most 16 work: make it flatter.'],
  ])('is refused when it cannot, with what is wrong', (definition, sentence) => {
    expect(() => checkDefinition(definition)).toThrow(sentence);
  });

  it('is refused when types were got around', () => {
    const broken = { kind: 'action', name: 'a' } as unknown as SagaStep<object>;
    expect(() => checkDefinition(saga(broken))).toThrow('Step a of Saga order 1.0.0 has no function "run": give one.');
    const unknown = { kind: 'jump', name: 'a' } as unknown as SagaStep<object>;
    expect(() => checkDefinition(saga(unknown))).toThrow('is of no known kind: make it with stepsOf().');
  });
});
