import type { SagaDefinition } from '../../src/definition/saga-definition.js';
import { stepsOf } from '../../src/definition/steps-of.js';
import { errand } from './errands.js';

export interface Voyage {
  ship: string;
  cargo: string[];
  loaded?: string[];
}

const { action, branch, command, forEach, loop, signal, sleep } = stepsOf<Voyage>();

/** A bit of everything that a saga can be made of; what is done in this service is given as a function. */
export function voyageSaga(work: (name: string) => unknown): SagaDefinition<Voyage> {
  return {
    name: 'voyage',
    version: '1.0.0',
    steps: [
      action('hire-crew', {
        run: () => work('hire-crew'),
        retry: { attempts: 3, backoff: { initial: 1000, jitter: 0 } },
        compensate: { run: () => void work('dismiss-crew') },
      }),
      branch('cargo', ({ cargo }) => (cargo.length > 0 ? 'laden' : null), {
        laden: [
          forEach<string, string>('load', {
            items: ({ cargo }) => cargo,
            each: {
              command: (_voyage, item) => errand(`load ${item}`),
              release: (_voyage, item) => errand(`leave ${item}`),
            },
            join: { atLeast: 2 },
            concurrency: 2,
            apply: (voyage, outcomes) => ({
              ...voyage,
              loaded: outcomes.flatMap((one) => (one.ok ? [one.result] : [])),
            }),
            compensate: { command: (_voyage, result) => errand(`unload ${result}`), timeoutMs: 60_000 },
          }),
        ],
      }),
      sleep('tide', () => 3_600_000),
      signal<string>('clearance', { signal: 'cleared', timeoutMs: 86_400_000 }),
      loop('legs', {
        while: (_voyage, leg) => leg <= 2,
        atMost: 5,
        steps: [
          command('sail', {
            command: (_voyage, { round, attempt }) => errand(`sail leg ${round}`, attempt),
            timeoutMs: 600_000,
            retry: { attempts: 2, backoff: { initial: 1000, jitter: 0 } },
            onFailure: 'hold',
            compensate: { run: () => void work('sail-back') },
          }),
        ],
      }),
    ],
  };
}
