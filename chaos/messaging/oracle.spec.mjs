// node --test chaos: what the oracle must find, and that it finds nothing where nothing is wrong.
import { deepEqual } from 'node:assert/strict';
import { describe, it } from 'node:test';
import { judge } from './oracle.mjs';

const event = (id, key, version, fault = 'broker-restarted') => ({ id, key, version, fault, subscription: 'letters' });
const command = (id, key) => ({ id, key, version: null, fault: 'none', subscription: 'prints' });
const effectOf = ({ id, key, version, subscription }) => ({ subscription, key, id, version });

const SENT = [event('a1', 'a', 1), event('b1', 'b', 1), event('a3', 'a', 3), command('c', 'press')];

/** Three events of two keys and a command, each handled once; the places may be changed. */
function evidence({ sent = SENT, effects = SENT.map(effectOf), journals = {} } = {}) {
  const nothing = { acknowledged: [], begun: [], failed: [], injected: [], unexpected: [] };
  return { sent: structuredClone(sent), effects, journals: { ...nothing, ...journals } };
}

function found(changes) {
  return Object.fromEntries(Object.entries(judge(evidence(changes)).total(0)).filter(([, count]) => count > 0));
}

describe('The oracle', () => {
  const effects = SENT.map(effectOf);

  it('finds nothing where every message has one effect, each key in order', () => {
    deepEqual(found({ journals: { acknowledged: [['acknowledged', ['a1', 'c']]] } }), {});
  });

  it('finds a message without an effect, and tells under which fault it was sent', () => {
    const counts = judge(evidence({ effects: effects.slice(1) }));
    deepEqual(counts.row('broker-restarted').missed, 1);
    deepEqual(found({ effects: effects.slice(0, 3) }), { missed: 1 });
  });

  it('finds what was acknowledged and is not in the log', () => {
    deepEqual(found({ journals: { acknowledged: [['acknowledged', ['a1', 'gone']]] } }), { lost: 1 });
  });

  it('finds every effect too many, also of what was never sent', () => {
    deepEqual(found({ effects: [...effects, effects[3], effects[3]] }), { doubled: 2 });
    const stray = { subscription: 'letters', key: 'z', id: 'z1', version: 1 };
    deepEqual(found({ effects: [...effects, stray] }), { doubled: 1 });
  });

  it('finds events of one key out of order, but lets keys go their own ways', () => {
    deepEqual(found({ effects: [effects[2], effects[0], effects[1], effects[3]] }), { disordered: 1 });
    deepEqual(found({ effects: [effects[1], effects[0], effects[3], effects[2]] }), {});
  });

  it('counts calls beyond the first, per subscription', () => {
    const begun = [
      ['begun', 'letters', 'a1'],
      ['begun', 'letters', 'a1'],
      ['begun', 'prints', 'a1'],
    ];
    deepEqual(found({ journals: { begun } }), { redeliveries: 1 });
  });

  it('puts a message under what happened to itself', () => {
    const counts = judge(
      evidence({
        effects: effects.slice(1),
        journals: { injected: [['injected', 'duplicated', 'a1']], failed: [['failed', 'prints', 'c']] },
      }),
    );
    deepEqual(counts.row('duplicated').missed, 1);
    deepEqual(counts.row('handler-failed').events, 1);
  });

  it('finds what a writer did not expect', () => {
    deepEqual(found({ journals: { unexpected: [['unexpected', 'none', 'Error: odd']] } }), { unfinished: 1 });
  });
});
