// node --test chaos: what the oracle must find, and that it finds nothing where nothing is wrong.
import { deepEqual } from 'node:assert/strict';
import { describe, it } from 'node:test';
import { logOf } from './log.mjs';
import { judge } from './oracle.mjs';

const event = (position, stream, version, more = {}) => ({
  position,
  id: `id-${position}`,
  stream: `t/${stream}`,
  version,
  previousPublic: null,
  isPublic: false,
  type: 'Posted',
  fault: 'commit-delay',
  after: null,
  projected: false,
  ...more,
});

/** Three events of two streams, positions with a gap, and all that there is to say of them. */
function evidence(changes = {}) {
  const events = changes.events ?? [event(1, 'a', 1), event(3, 'b', 1), event(4, 'a', 2)];
  return {
    log: logOf(events),
    versions: new Map([
      ['t/a', 2],
      ['t/b', 1],
    ]),
    journal: { acknowledged: [], undone: [], unexpected: [], ...changes.journal },
    projections: changes.projections ?? [],
    followers: changes.followers ?? [],
  };
}

function found(changes) {
  const { missed, lost, doubled, disordered, unfinished } = judge(evidence(changes)).total(3);
  return { missed, lost, doubled, disordered, unfinished };
}

const NOTHING = { missed: 0, lost: 0, doubled: 0, disordered: 0, unfinished: 0 };
const follower = (positions, order = 'log') => ({ followers: [{ name: 'f', positions, order }] });

describe('The oracle', () => {
  it('finds nothing where everything is as it should be', () => {
    const acknowledged = [['acknowledged', 'none', 't', 'a', 2, 4, ['id-4']]];
    const undone = [['undone', 'none', ['id-2']]];
    deepEqual(found({ ...follower([1, 3, 4]), journal: { acknowledged, undone } }), NOTHING);
  });

  it('counts what a follower does not have as missed', () => {
    deepEqual(found(follower([1, 4])), { ...NOTHING, missed: 1 });
  });

  it('expects of a follower of one type that type alone', () => {
    deepEqual(found({ followers: [{ name: 'f', positions: [], order: 'log', type: 'Moved' }] }), NOTHING);
  });

  it('counts an effect that stands twice, or is one of nothing, as doubled', () => {
    deepEqual(found(follower([1, 3, 3, 4])), { ...NOTHING, doubled: 1 });
    deepEqual(found(follower([1, 2, 3, 4])), { ...NOTHING, doubled: 1 });
  });

  it('counts an event that was seen under another id than it has as doubled and missed', () => {
    const followers = [{ name: 'f', positions: [1, 3, 4], ids: ['id-1', 'other', 'id-4'], order: 'log' }];
    deepEqual(found({ followers }), { ...NOTHING, missed: 1, doubled: 1 });
  });

  it('counts what comes behind a later one as disordered: in the log, or in the stream alone', () => {
    deepEqual(found(follower([1, 4, 3])), { ...NOTHING, disordered: 1 });
    deepEqual(found(follower([1, 4, 3], 'stream')), NOTHING);
    deepEqual(found(follower([4, 3, 1], 'stream')), { ...NOTHING, disordered: 1 });
  });

  it('counts an acknowledged append that is not in the log, or stands elsewhere, as lost', () => {
    const acknowledged = (...line) => ({ journal: { acknowledged: [['acknowledged', 'none', 't', ...line]] } });
    deepEqual(found(acknowledged('a', null, null, ['id-2'])), { ...NOTHING, lost: 1 });
    deepEqual(found(acknowledged('a', 1, null, ['id-4'])), { ...NOTHING, lost: 1 });
    deepEqual(found(acknowledged('a', 2, 3, ['id-4'])), { ...NOTHING, lost: 1 });
  });

  it('counts an append that was undone and stands in the log as doubled', () => {
    deepEqual(found({ journal: { undone: [['undone', 'rollback', ['id-3']]] } }), { ...NOTHING, doubled: 1 });
  });

  it('counts gaps in versions and events decided on another version as disordered', () => {
    deepEqual(found({ events: [event(1, 'a', 1), event(3, 'b', 1), event(4, 'a', 3)] }), { ...NOTHING, disordered: 2 });
    const events = [event(1, 'a', 1), event(3, 'b', 1), event(4, 'a', 2, { after: 0 })];
    deepEqual(found({ events }), { ...NOTHING, disordered: 1 });
  });

  it('counts a public event that names another one before it as disordered', () => {
    const isPublic = true;
    const events = [
      event(1, 'a', 1, { isPublic, previousPublic: 0 }),
      event(3, 'b', 1),
      event(4, 'a', 2, { isPublic, previousPublic: 0 }),
    ];
    deepEqual(found({ events }), { ...NOTHING, disordered: 1 });
  });

  it('holds the rows written with an append against the events they count', () => {
    const counts = ({ stream }) => stream === 't/a';
    const projections = (moves) => [{ name: 'p', fault: 'none', rows: new Map([['t/a', moves]]), counts }];
    deepEqual(found({ projections: projections(2) }), NOTHING);
    deepEqual(found({ projections: projections(3) }), { ...NOTHING, doubled: 1 });
    deepEqual(found({ projections: projections(0) }), { ...NOTHING, missed: 2 });
  });

  it('counts an append that failed for no known reason as unfinished, under the fault it fell into', () => {
    const counts = judge(evidence({ journal: { unexpected: [['unexpected', 'server-killed', 'Error']] } }));
    deepEqual(counts.row('server-killed').unfinished, 1);
  });
});
