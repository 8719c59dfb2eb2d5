import fc from 'fast-check';
import type { SagaDefinition } from '../../src/definition/saga-definition.js';
import type { Compensation, Join, SagaStep, StepPolicy } from '../../src/definition/saga-step.js';
import { stepsOf } from '../../src/definition/steps-of.js';
import { errand } from './errands.js';

/** The state of random sagas: how many results were taken in. */
export interface Count {
  count: number;
}

export const SIGNALS = ['red', 'green'] as const;

interface Policy {
  compensation: 'none' | 'local' | 'remote';
  tried: boolean;
  holds: boolean;
  attempts: number;
  timeoutMs: number | undefined;
}

type Shape =
  | { kind: 'action'; policy: Policy; broken: boolean }
  | { kind: 'command'; policy: Policy; nothing: boolean }
  | { kind: 'forEach'; policy: Policy; size: number; local: boolean; join: Join; concurrency: number; broken: boolean }
  | { kind: 'branch'; chosen: number; ways: Shape[][] }
  | { kind: 'loop'; rounds: number; atMost: number; fails: boolean; steps: Shape[] }
  | { kind: 'sleep'; milliseconds: number }
  | { kind: 'signal'; signal: string; timeoutMs: number | undefined; goesOn: boolean };

const rarely = fc.integer({ min: 0, max: 9 }).map((one) => one === 0);

const policy: fc.Arbitrary<Policy> = fc.record({
  compensation: fc.constantFrom('none', 'local', 'local', 'remote'),
  tried: fc.boolean(),
  holds: fc.boolean(),
  attempts: fc.integer({ min: 1, max: 3 }),
  timeoutMs: fc.constantFrom(undefined, 1000, 5000),
});

const leaf: fc.Arbitrary<Shape> = fc.oneof(
  fc.record({ kind: fc.constant('action' as const), policy, broken: rarely }),
  fc.record({ kind: fc.constant('command' as const), policy, nothing: rarely }),
  fc.record({
    kind: fc.constant('forEach' as const),
    policy,
    size: fc.integer({ min: 0, max: 4 }),
    local: fc.boolean(),
    join: fc.constantFrom<Join>('all', 'any', 'settled', { atLeast: 2 }),
    concurrency: fc.integer({ min: 1, max: 4 }),
    broken: rarely,
  }),
  fc.record({ kind: fc.constant('sleep' as const), milliseconds: fc.integer({ min: 0, max: 3000 }) }),
  fc.record({
    kind: fc.constant('signal' as const),
    signal: fc.constantFrom<string>(...SIGNALS),
    timeoutMs: fc.constantFrom(undefined, 2000),
    goesOn: fc.boolean(),
  }),
);

const nested = fc.letrec<{ shape: Shape }>((tie) => ({
  shape: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    { arbitrary: leaf, weight: 6 },
    {
      arbitrary: fc.record({
        kind: fc.constant('branch' as const),
        chosen: fc.integer({ min: 0, max: 3 }),
        ways: fc.array(fc.array(tie('shape'), { maxLength: 2 }), { minLength: 1, maxLength: 2 }),
      }),
      weight: 1,
    },
    {
      arbitrary: fc.record({
        kind: fc.constant('loop' as const),
        rounds: fc.integer({ min: 0, max: 3 }),
        atMost: fc.integer({ min: 1, max: 2 }),
        fails: fc.boolean(),
        steps: fc.array(tie('shape'), { minLength: 1, maxLength: 2 }),
      }),
      weight: 1,
    },
  ),
})).shape;

/** What a random saga says of its steps that do something, by their names. */
export type Compensated = ReadonlyMap<string, 'done' | 'tried' | null>;

export interface RandomSaga {
  readonly definition: SagaDefinition<Count>;
  readonly compensated: Compensated;
}

export const randomSaga: fc.Arbitrary<RandomSaga> = fc.array(nested, { minLength: 1, maxLength: 4 }).map((shapes) => {
  const compensated = new Map<string, 'done' | 'tried' | null>();
  const steps = new StepsFrom(compensated).of(shapes);
  return { definition: { name: 'random', version: '1.0.0', steps }, compensated };
});

const { action, branch, command, forEach, loop, signal, sleep } = stepsOf<Count>();
const counted = ({ count }: Count): Count => ({ count: count + 1 });
const broken = (): never => {
  throw new Error('broken');
};

class StepsFrom {
  private names = 0;

  constructor(private readonly compensated: Map<string, 'done' | 'tried' | null>) {}

  of(shapes: readonly Shape[]): SagaStep<Count>[] {
    return shapes.map((shape) => this.step(shape));
  }

  private step(shape: Shape): SagaStep<Count> {
    const name = `${shape.kind === 'forEach' ? 'each' : shape.kind}-${++this.names}`;
    switch (shape.kind) {
      case 'action':
        return action(name, {
          run: () => 1,
          apply: shape.broken ? broken : counted,
          ...this.policy(name, shape.policy, true),
        });
      case 'command':
        return command(name, {
          command: () => (shape.nothing ? null : errand(name)),
          release: () => errand(`release ${name}`),
          apply: counted,
          ...this.policy(name, shape.policy, false),
        });
      case 'forEach':
        return forEach<number>(name, {
          items: () => Array.from({ length: shape.size }, (_, index) => index),
          each: shape.local
            ? { run: () => 1 }
            : { command: () => errand(name), release: () => errand(`release ${name}`) },
          join: shape.join,
          concurrency: shape.concurrency,
          apply: shape.broken ? broken : counted,
          ...this.policy(name, shape.policy, shape.local),
        });
      case 'branch': {
        const ways = Object.fromEntries(shape.ways.map((way, index) => [String(index), this.of(way)]));
        const way = shape.chosen < shape.ways.length ? String(shape.chosen) : null;
        return branch(name, () => way, ways);
      }
      case 'loop':
        return loop(name, {
          while: (_state, iteration) => iteration <= shape.rounds,
          atMost: shape.atMost,
          onBound: shape.fails ? 'fail' : 'go-on',
          steps: this.of(shape.steps),
        });
      case 'sleep':
        return sleep(name, () => shape.milliseconds);
      case 'signal':
        return signal(name, {
          signal: shape.signal,
          apply: counted,
          ...(shape.timeoutMs === undefined ? {} : { timeoutMs: shape.timeoutMs }),
          onTimeout: shape.goesOn ? 'go-on' : 'fail',
        });
    }
  }

  private policy(name: string, given: Policy, local: boolean): StepPolicy<Count, unknown> {
    const { compensation, tried, holds, attempts, timeoutMs } = given;
    this.compensated.set(name, compensation === 'none' ? null : tried ? 'tried' : 'done');
    const retry = { attempts, backoff: { initial: 100, factor: 2, max: 1000 } };
    const compensate: Compensation<Count, unknown> =
      compensation === 'local'
        ? { run: () => undefined, retry }
        : { command: () => errand(`undo ${name}`), retry, ...(timeoutMs === undefined ? {} : { timeoutMs }) };
    return {
      retry,
      onFailure: holds ? 'hold' : 'compensate',
      ...(compensation === 'none' ? {} : { compensate, compensateIfFailed: tried }),
      ...(local || timeoutMs === undefined ? {} : { timeoutMs }),
    };
  }
}
