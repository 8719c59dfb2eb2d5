// node --test chaos: what the oracle must find, and that it finds nothing where nothing is wrong.
import { deepEqual } from 'node:assert/strict';
import { describe, it } from 'node:test';
import { judge as judgeAll } from './oracle.mjs';

const judge = (...parts) => judgeAll(...parts).counts;

const FACTS = new Map([
  ['pack', { kind: 'action', isLocal: true, notes: null, undo: 'local', undoIfFailed: false }],
  ['book', { kind: 'command', isLocal: false, notes: null, undo: 'remote', undoIfFailed: false }],
  ['provision', { kind: 'forEach', isLocal: true, notes: null, undo: 'local', undoIfFailed: false }],
  ['rest', { kind: 'sleep', isLocal: false, notes: null, undo: null, undoIfFailed: false }],
]);

const DUE = Date.parse('2026-01-01T00:00:01Z');
const result = (step, index = 0, of) => ({ step, round: 1, index, attempt: 1, ...(of && { of }) });
const LOG = ['pack/1', 'book/1', 'provision/1'];
const state = (length) => ({ log: LOG.slice(0, length) });

const begun = { definition: 'voyage', definitionVersion: '1.0.0', state: state(0) };
const FORWARD = [
  ['SagaStarted', begun],
  ['StepStarted', { step: 'pack', round: 1, awaits: [] }],
  ['StepCompleted', { step: 'pack', round: 1, state: state(1) }],
  ['StepStarted', { step: 'book', round: 1, awaits: ['b1'] }],
  ['StepOutcomeReceived', { id: 'b1', ok: true, result: result('book', 0, 'b1') }],
  ['StepCompleted', { step: 'book', round: 1, state: state(2) }],
  ['StepStarted', { step: 'provision', round: 1, awaits: [], size: 2 }],
  ['StepOutcomeReceived', { id: 'p1', ok: true, index: 1, result: result('provision', 1) }],
  ['StepOutcomeReceived', { id: 'p0', ok: true, index: 0, result: result('provision', 0) }],
  ['StepCompleted', { step: 'provision', round: 1, state: state(3) }],
];
const WELL = [
  ...FORWARD,
  ['StepStarted', { step: 'rest', round: 1, awaits: [] }],
  ['TimerSet', { step: 'rest', round: 1, purpose: 'sleep', dueAt: new Date(DUE).toISOString() }],
  ['TimerFired', { step: 'rest', round: 1, purpose: 'sleep' }],
  ['StepCompleted', { step: 'rest', round: 1, state: state(3) }],
  ['SagaEnded', { status: 'completed' }],
];
const failure = { code: 'CHAOS.FAILED', detail: '' };
const BACK = [
  ...FORWARD,
  ['StepStarted', { step: 'rest', round: 1, awaits: [] }],
  ['CompensationStarted', { failure }],
  ['StepCompensationStarted', { step: 'provision', round: 1, index: 0 }],
  ['StepCompensated', { step: 'provision', round: 1, index: 0 }],
  ['StepCompensationStarted', { step: 'provision', round: 1, index: 1 }],
  ['StepCompensated', { step: 'provision', round: 1, index: 1 }],
  ['StepCompensationStarted', { step: 'book', round: 1, index: 0, awaits: 'u1' }],
  ['StepCompensated', { step: 'book', round: 1, index: 0 }],
  ['StepCompensationStarted', { step: 'pack', round: 1, index: 0 }],
  ['StepCompensated', { step: 'pack', round: 1, index: 0 }],
  ['SagaEnded', { status: 'failed' }],
];

const effect = (kind, step, index = 0) => ({ sagaId: 's', kind, step, round: 1, index });
const DONE = [effect('do', 'pack'), effect('do', 'provision', 0), effect('do', 'provision', 1)];
const WELL_DONE = [...DONE, effect('completed', 'end')];
const UNDONE = [effect('undo', 'provision', 0), effect('undo', 'provision', 1), effect('undo', 'pack')];
const TAKEN_BACK = [...DONE, ...UNDONE, effect('failed', 'end')];
const command = (id, purpose) => ({ id, data: { sagaId: 's', ...result('book'), purpose } });
const BOOKED = [command('b1', 'do')];
const UNBOOKED = [...BOOKED, command('u1', 'undo')];

/** One saga that went well; its parts may be changed. `events` are [type, data] in their order. */
function evidence({ events = WELL, effects = WELL_DONE, commands = BOOKED, carried = commands, ...rest } = {}) {
  const stored = events.map(([type, data], index) => ({
    ...{ id: `e${index}`, version: index + 1, type, data: structuredClone(data) },
    firedAt: type === 'TimerFired' ? DUE + 3 : null,
  }));
  const ended = events.find(([type]) => type === 'SagaEnded');
  const row = { id: 's', saga: 'voyage', version: '1.0.0', status: ended?.[1].status ?? 'running', owner: null };
  const { journals = {}, ...others } = rest;
  const nothing = { attempted: [], signalled: [], hit: [], killed: [], refused: [], unexpected: [] };
  return {
    journals: { ...nothing, started: [['started', 'worker-killed', 's']], ...journals },
    attempted: new Set(),
    histories: new Map([['s', stored]]),
    instances: [{ ...row, streamVersion: events.length }],
    ...{ effects, commands, carried, diverged: [], leftOver: [] },
    ...others,
  };
}

function found(changes) {
  return Object.fromEntries(Object.entries(judge(evidence(changes), FACTS).total(0)).filter(([, count]) => count > 0));
}

/** The history with some of its events left out, put twice, or changed. */
const without = (events, type) => events.filter(([one]) => one !== type);
const twice = (events, type) => events.flatMap((event) => (event[0] === type ? [event, event] : [event]));
const back = { events: BACK, effects: TAKEN_BACK, commands: UNBOOKED };

describe('The oracle of the sagas', () => {
  it('finds nothing where all went well, forward and back', () => {
    deepEqual(found(), {});
    deepEqual(found(back), {});
  });

  it('finds what was acknowledged and has no history, under the fault it was started under', () => {
    const counts = judge(evidence({ histories: new Map(), instances: [], effects: [], commands: [] }), FACTS);
    deepEqual(counts.row('worker-killed').lost, 1);
  });

  it('finds a saga that nobody has started, and one that has not ended', () => {
    deepEqual(found({ journals: { started: [] } }), { doubled: 1 });
    const running = { events: without(WELL, 'SagaEnded'), effects: DONE };
    deepEqual(found(running), { unfinished: 1 });
  });

  it('finds a row that says something else than its history', () => {
    const [row] = evidence().instances;
    deepEqual(found({ instances: [{ ...row, status: 'running' }] }), { lost: 1 });
    deepEqual(found({ instances: [{ ...row, streamVersion: 3 }] }), { lost: 1 });
    deepEqual(found({ instances: [{ ...row, owner: 'w' }] }), { unfinished: 1 });
    deepEqual(found({ instances: [] }), { lost: 1 });
  });

  it('finds a local effect that is missing, stands there twice, or out of order', () => {
    deepEqual(found({ effects: WELL_DONE.slice(1) }), { missed: 1 });
    deepEqual(found({ effects: [...WELL_DONE, WELL_DONE[0]] }), { doubled: 1 });
    deepEqual(found({ effects: [WELL_DONE[1], WELL_DONE[2], WELL_DONE[0], WELL_DONE[3]] }), { disordered: 1 });
  });

  it('lets what is done side by side be written in any order', () => {
    deepEqual(found({ effects: [DONE[0], DONE[2], DONE[1], WELL_DONE[3]] }), {});
  });

  it('finds a hook of the end that ran twice or not at all', () => {
    deepEqual(found({ effects: [...WELL_DONE, WELL_DONE[3]] }), { doubled: 1 });
    deepEqual(found({ effects: DONE }), { missed: 1 });
  });

  it('finds a command that was not carried out, or twice, or that no history tells of', () => {
    deepEqual(found({ carried: [] }), { missed: 1 });
    deepEqual(found({ carried: [BOOKED[0], BOOKED[0]] }), { doubled: 1 });
    deepEqual(found({ commands: [...BOOKED, command('b2', 'do')] }), { doubled: 1 });
    deepEqual(found({ carried: [...BOOKED, command('b2', 'do')] }), { doubled: 1 });
    deepEqual(found({ commands: [], carried: [] }), { missed: 1 });
  });

  it('finds a command that is called off twice, or was never sent', () => {
    const release = (id, of) => ({ id, data: { ...command(id, 'release').data, of } });
    deepEqual(found({ commands: [...BOOKED, release('r1', 'b1')] }), {});
    deepEqual(found({ commands: [...BOOKED, release('r1', 'b1'), release('r2', 'b1')] }), { doubled: 1 });
    deepEqual(found({ commands: [...BOOKED, release('r1', 'b9')] }), { doubled: 1 });
  });

  it('finds an outcome of another round, another item or another command', () => {
    for (const wrong of [result('book', 1, 'b1'), { ...result('book', 0, 'b1'), round: 2 }, result('book', 0, 'b0')]) {
      const events = WELL.map(([type, data]) => [type, data.id === 'b1' ? { ...data, result: wrong } : data]);
      deepEqual(found({ events }), { disordered: 1 });
    }
  });

  it('finds an outcome that was taken twice', () => {
    const events = WELL.flatMap((event) => (event[1].id === 'b1' ? [event, event] : [event]));
    deepEqual(found({ events }).doubled, 1);
  });

  it('finds a state that does not follow from the one before it', () => {
    const lost = WELL.map(([type, data]) => [
      type,
      data.step === 'rest' && data.state ? { ...data, state: state(1) } : data,
    ]);
    deepEqual(found({ events: lost }).lost, 1);
    const noted = WELL.map(([type, data]) =>
      data.step === 'pack' && data.state ? [type, { ...data, state: { log: ['book/1'] } }] : [type, data],
    );
    deepEqual(found({ events: noted }).disordered >= 1, true);
  });

  it('finds a timer that fires before its time, twice, or not at all', () => {
    const early = evidence();
    early.histories.get('s').find(({ type }) => type === 'TimerFired').firedAt = DUE - 1;
    deepEqual(judge(early, FACTS).total(0).disordered, 1);
    deepEqual(found({ events: twice(WELL, 'TimerFired') }), { doubled: 1 });
    deepEqual(found({ events: without(WELL, 'TimerFired') }), { disordered: 1 });
  });

  it('finds versions that do not count up by one, and events behind the end', () => {
    const gap = evidence();
    gap.histories.get('s')[3].version = 9;
    deepEqual(judge(gap, FACTS).total(0).disordered, 1);
    deepEqual(found({ events: [...WELL, ['SagaPaused', {}]] }), { doubled: 1 });
  });

  it('finds a compensation that is missing, and one that happened twice', () => {
    const notPack = BACK.filter(([type, { step }]) => !(type.startsWith('StepCompens') && step === 'pack'));
    deepEqual(found({ ...back, events: notPack, effects: TAKEN_BACK.filter((one) => one !== UNDONE[2]) }), {
      missed: 1,
    });
    const again = BACK.flatMap((event) =>
      event[0] === 'StepCompensated' && event[1].step === 'pack' ? [event, event] : [event],
    );
    deepEqual(found({ ...back, events: again, effects: [...DONE, ...UNDONE, UNDONE[2], effect('failed', 'end')] }), {
      doubled: 1,
    });
  });

  it('finds compensations in the wrong order', () => {
    const [last, first] = [BACK.slice(12, 16), BACK.slice(18, 20)];
    const events = [...BACK.slice(0, 12), ...first, ...last, ...BACK.slice(16, 18), ...BACK.slice(20)];
    const effects = [...DONE, UNDONE[2], UNDONE[0], UNDONE[1], effect('failed', 'end')];
    deepEqual(found({ ...back, events, effects }), { disordered: 1 });
  });

  it('finds what was undone and never done, or while the saga goes on', () => {
    const stray = ['StepCompensated', { step: 'book', round: 2, index: 0 }];
    deepEqual(found({ ...back, events: BACK.toSpliced(-1, 0, stray) }), { doubled: 1 });
    deepEqual(found({ events: WELL.toSpliced(-1, 0, stray) }), { doubled: 1 });
  });

  it('wants what nobody has answered to be undone as well', () => {
    const open = {
      events: [...FORWARD.slice(0, 4), BACK[11], ...BACK.slice(16)],
      effects: [DONE[0], UNDONE[2], effect('failed', 'end')],
      commands: UNBOOKED,
    };
    deepEqual(found(open), {});
    deepEqual(found({ ...open, events: open.events.toSpliced(5, 2), commands: BOOKED }), { missed: 1 });
  });

  it('wants a saga that failed to have undone everything, unless somebody let it go as it was', () => {
    const failed = [...FORWARD, ['SagaEnded', { status: 'failed' }]];
    deepEqual(found({ events: failed, effects: [...DONE, effect('failed', 'end')] }), { missed: 4 });
    const cancelled = (compensate) => ({
      events: [...FORWARD, ['SagaCancelled', { compensate }], ['SagaEnded', { status: 'cancelled' }]],
      effects: [...DONE, effect('cancelled', 'end')],
    });
    deepEqual(found(cancelled(true)), { missed: 4 });
    deepEqual(found(cancelled(false)), {});
  });

  it('takes a compensation that somebody skipped for done', () => {
    const events = BACK.map(([type, data]) =>
      type === 'StepCompensated' && data.step === 'book'
        ? ['StepSkipped', { ...data, compensation: true }]
        : [type, data],
    );
    deepEqual(found({ ...back, events }), {});
  });

  it('finds what begins while the saga is paused', () => {
    const paused = WELL.toSpliced(3, 0, ['SagaPaused', {}]);
    deepEqual(found({ events: paused }).disordered, 3);
    deepEqual(found({ events: paused.toSpliced(4, 0, ['SagaResumed', {}]) }), {});
  });

  it('finds a signal that was taken in twice', () => {
    const signal = ['SignalReceived', { id: 'g', signal: 'cleared' }];
    deepEqual(found({ events: WELL.toSpliced(3, 0, signal) }), {});
    deepEqual(found({ events: WELL.toSpliced(3, 0, signal, signal) }), { doubled: 1 });
  });

  it('finds a signal that never came to a saga that still runs', () => {
    const journals = { signalled: [['signalled', 's', 'g']] };
    deepEqual(found({ journals }), {});
    deepEqual(found({ events: FORWARD, effects: DONE, journals }), { lost: 1, unfinished: 1 });
  });

  it('finds what the engine says, what is left over, and what the run did not expect', () => {
    deepEqual(found({ diverged: [{ sagaId: 's', what: 'event 3' }] }), { disordered: 1 });
    deepEqual(found({ leftOver: [{ sagaId: 's', what: 'an outcome is still awaited' }] }), { unfinished: 1 });
    deepEqual(found({ journals: { unexpected: [['unexpected', 'none', 'odd']] } }), { unfinished: 1 });
  });

  it('puts a saga under where it was killed, else under what happened to it', () => {
    const hit = [['hit', 'refused', 's']];
    const changes = { effects: WELL_DONE.slice(1), journals: { hit } };
    deepEqual(judge(evidence(changes), FACTS).row('refused').missed, 1);
    const events = WELL.toSpliced(3, 0, ['SagaPaused', {}], ['SagaResumed', {}]);
    deepEqual(judge(evidence({ ...changes, events }), FACTS).row('paused').missed, 1);
    const killed = [['killed', 'after:action', 's', 0]];
    const counts = judge(evidence({ ...changes, journals: { hit, killed } }), FACTS);
    deepEqual(counts.row('killed-after-action').missed, 1);
  });
});
