import { stepsOf } from '@edda/sagas';
import { stepsIn } from './steps.mjs';

const { branch, loop, sleep, signal } = stepsOf();
const noted = (state, entry) => ({ ...state, log: [...state.log, entry] });

/** The signals the sagas wait for: for the first one as long as it takes. */
export const SIGNALS = ['cleared', 'stamped'];

const takenOver = (state) => ({ state: noted(state, 'migrated') });

/**
 * The definitions of the run: `voyage` has a step of every kind; `ferry` is local and long enough for snapshots.
 *
 * @param {Parameters<typeof stepsIn>[0] & { ended: (status: string, id: string) => Promise<void> }} world
 */
export function definitionsIn(world) {
  const { local, remote, eachLocal, eachRemote } = stepsIn(world);
  const end = {
    completed: (id) => world.ended('completed', id),
    failed: (id) => world.ended('failed', id),
    cancelled: (id) => world.ended('cancelled', id),
  };

  const voyage = (version, ...inspected) => ({
    name: 'voyage',
    version,
    end,
    ...(version !== '1.0.0' && { migrate: { '1.0.0': takenOver } }),
    steps: [
      local('pack'),
      ...inspected,
      branch('route', ({ traits }) => traits.route, {
        sea: [local('embark', { compensateIfFailed: true }), sleep('tide', ({ traits }) => traits.tideMs)],
        land: [local('saddle', { compensate: undefined })],
      }),
      remote('book'),
      eachLocal('provision'),
      loop('rework', {
        while: ({ traits }, iteration) => iteration <= traits.reworks,
        atMost: 3,
        steps: [local('draft'), remote('review', { compensate: undefined })],
      }),
      eachRemote('quotes', { join: 'any' }),
      eachRemote('guides', { join: { atLeast: 2 } }),
      eachRemote('surveys', { join: 'settled', concurrency: 2, compensate: undefined }),
      eachRemote('permits', { join: 'all' }),
      branch('customs', ({ traits }) => traits.customs, {
        strict: [signal('clearance', { signal: 'cleared', apply: (state) => noted(state, 'cleared') })],
        lenient: [
          signal('stamp', {
            signal: 'stamped',
            timeoutMs: 400,
            onTimeout: 'go-on',
            apply: (state) => noted(state, 'stamped'),
          }),
        ],
      }),
      remote('deliver', { compensate: undefined }),
      local('unload', { onFailure: 'hold' }),
      sleep('rest', () => 60),
      local('close'),
    ],
  });

  const ferry = {
    name: 'ferry',
    version: '1.0.0',
    end,
    steps: [
      local('board'),
      loop('crossing', {
        while: ({ traits }, iteration) => iteration <= traits.crossings,
        atMost: 60,
        steps: [local('row', { compensate: undefined })],
      }),
      local('land-ashore'),
    ],
  };

  return { old: voyage('1.0.0'), new: voyage('1.1.0', local('inspect')), ferry };
}
