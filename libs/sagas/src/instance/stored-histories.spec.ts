import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { runErrand } from '../../test/support/errands.js';
import { voyageSaga } from '../../test/support/voyage.js';
import type { HistoryEvent } from '../history-replay/history-event.js';
import { replayHistory } from '../history-replay/replay-history.js';
import { givenSaga } from '../testing/given-saga.js';
import { SagaInstance } from './saga-instance.js';

const ID = '01890000-0000-7000-8000-00000000000a';
const yes = (result: string) => ({ ok: true, result }) as const;
const storm = { ok: false, failure: { code: 'SEA.STORM', detail: 'A storm.' } } as const;
const FILE = new URL('../../test/histories/voyage-undone.json', import.meta.url);

/** Histories like this one lie in databases: what was stored once has to mean the same for ever. */
function stored(): HistoryEvent[] {
  return JSON.parse(readFileSync(FILE, 'utf8')) as HistoryEvent[];
}

/** Everything that happened to it. */
function sailed() {
  let failures = 1;
  const work = (name: string): unknown => {
    if (name === 'hire-crew' && failures-- > 0) throw new Error('nobody in the tavern');
    return name === 'hire-crew' ? { hands: 12 } : undefined;
  };
  return givenSaga(voyageSaga(work), ID)
    .started({ ship: 'Skidbladnir', cargo: ['wool', 'amber', 'furs'] })
    .after('1 s')
    .thenSends(runErrand('load wool'), runErrand('load amber'))
    .outcome('load', storm, 0)
    .outcome('load', yes('furs'), 2)
    .pause({ by: 'ran', reason: 'fog' })
    .outcome('load', yes('amber'), 1)
    .resume({ by: 'ran', reason: 'clear sky' })
    .after('1 h')
    .signal('cleared', 'harbour master', '01890000-0000-7000-8000-00000000000b')
    .thenSends(runErrand('sail leg 1'))
    .outcome('sail', yes('there'))
    .thenSends(runErrand('sail leg 2'))
    .after('10 min')
    .after('1 s')
    .thenSends(runErrand('sail leg 2', 2))
    .outcome('sail', storm)
    .thenIsStuck('sail', 'SEA.STORM')
    .retry({ by: 'njord', reason: 'the storm is over' })
    .outcome('sail', storm)
    .cancel({ by: 'njord', reason: 'enough' })
    .outcome('load', yes('unloaded'))
    .outcome('load', yes('unloaded'))
    .thenCompensates('sail#2', 'sail', 'load[1]', 'load[2]', 'hire-crew')
    .thenEnds('cancelled', 'SAGA.CANCELLED');
}

describe('A stored history', () => {
  it('is what the same things that happen to a saga make today', async () => {
    const events = await sailed().events();
    const known = (list: readonly HistoryEvent[]) =>
      JSON.parse(
        JSON.stringify(list.map(({ data, ...rest }) => ({ ...rest, data: { ...(data as object), id: undefined } }))),
      );
    if (process.env['WRITE_HISTORIES']) writeFileSync(FILE, `${JSON.stringify(events, null, 2)}\n`);
    expect(known(events)).toEqual(known(stored()));
  });

  it('is followed by its definition to the end', () => {
    expect(
      replayHistory(
        voyageSaga(() => undefined),
        stored(),
      ),
    ).toBeNull();
  });

  it('makes an instance that says how it ended', () => {
    const instance = new SagaInstance(ID);
    for (const event of stored()) instance.replay(event);
    expect(instance.state).toMatchObject({
      status: 'cancelled',
      state: { ship: 'Skidbladnir', loaded: ['amber', 'furs'] },
      step: null,
      rounds: { 'hire-crew': 1, load: 1, tide: 1, clearance: 1, sail: 2 },
      loops: { legs: 2 },
      compensated: 5,
      failure: { code: 'SAGA.CANCELLED', detail: 'enough' },
    });
  });

  it('goes on from each of its moves as it did', async () => {
    const events = stored();
    const stuck = events.findIndex(({ type }) => type === 'SagaStuck') + 1;
    const done: string[] = [];
    await givenSaga(
      voyageSaga((name) => void done.push(name)),
      ID,
    )
      .history(events.slice(0, stuck))
      .thenIsStuck('sail', 'SEA.STORM')
      .skip()
      .thenEnds('completed');
    expect(done).toEqual([]);
  });
});
