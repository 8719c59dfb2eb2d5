import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { randomFrom } from '../chaos/lib/random.mjs';
import { serveInBatches } from './batch-server.mjs';
import { consume } from './consumer.mjs';
import { MEASURED } from './measured.mjs';
import { simulate } from './pipeline.mjs';
import { faults, lags, mostWaiting, recoveredAfter } from './report.mjs';

const PLAN = {
  eventsPerSecond: 4000,
  seconds: 60,
  logs: 2,
  partitions: 12,
  consumers: 3,
  groups: 2,
  streams: 500,
  hot: 0,
  burst: 1,
};

/** Times of events that come at random, `perMs` of them in a millisecond. */
function comings(count, perMs, next) {
  const times = new Float64Array(count);
  let now = 0;
  for (let event = 0; event < count; event++) times[event] = now -= Math.log(1 - next()) / perMs;
  return times;
}

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

function near(value, expected, share) {
  assert.ok(Math.abs(value - expected) < share * expected, `${value} is not within ${100 * share} % of ${expected}`);
}

describe('the simulation', () => {
  it('agrees with the theory of a server that takes one at a time, always as long', () => {
    const { next } = randomFrom(1, 'one');
    const utilisation = 0.8;
    const arrivals = comings(400_000, utilisation, next);
    const done = serveInBatches(arrivals, { fixedMs: 0, eachMs: 1, atOnce: 1 });
    // Pollaczek and Khinchine, for a service that always takes 1.
    near(mean(done.map((time, event) => time - arrivals[event])), 1 + utilisation / (2 * (1 - utilisation)), 0.03);
  });

  it('agrees with the theory of several servers that take differently long', () => {
    const { next } = randomFrom(1, 'several');
    const [servers, load] = [4, 3.2];
    const arrivals = comings(400_000, load, next);
    const handled = new Float64Array(arrivals.length);
    const events = Int32Array.from(arrivals.keys());
    const work = { events, comes: (event) => arrivals[event], streams: events, handled };
    consume(work, { atOnce: servers, meanMs: 1 }, next);
    // Erlang C.
    let blocked = 1;
    for (let server = 1; server <= servers; server++) blocked = (load * blocked) / (server + load * blocked);
    const waits = blocked / (1 - (load / servers) * (1 - blocked));
    near(mean(handled.map((time, event) => time - arrivals[event])), 1 + waits / (servers - load), 0.03);
  });

  it('gives what was measured: a relay and a consumer that always have something to do', () => {
    const many = new Float64Array(20_000);
    const published = serveInBatches(many, MEASURED.relay);
    near(20_000 / (published.at(-1) / 1000), 15_600, 0.01);
    const handled = new Float64Array(20_000);
    const events = Int32Array.from(many.keys());
    consume({ events, comes: () => 0, streams: events, handled }, MEASURED.handler, randomFrom(1).next);
    near(20_000 / (Math.max(...handled) / 1000), 6660, 0.02);
  });

  for (const fail of [undefined, 'relay', 'consumer', 'database']) {
    it(`handles every event once and each stream in order${fail ? ` when a ${fail} is lost` : ''}`, () => {
      const { asked, committed, available, handled, streams } = simulate({ ...PLAN, fail }, MEASURED, 3);
      near(asked.length, PLAN.eventsPerSecond * PLAN.seconds, 0.02);
      for (const times of handled) assert.deepEqual(faults(times, streams), { disordered: 0, unhandled: 0 });
      for (let event = 0; event < asked.length; event++) {
        assert.ok(asked[event] < committed[event] && committed[event] < available[event]);
        assert.ok(handled.every((times) => times[event] > available[event]));
      }
    });
  }

  it('is as before some time after a consumer was lost, and the other group feels nothing', () => {
    const { asked, handled, troubleAt } = simulate({ ...PLAN, fail: 'consumer' }, MEASURED, 3);
    const [hit, spared] = handled.map((times) => recoveredAfter(asked, times, troubleAt));
    assert.ok(hit > MEASURED.sessionMs && hit < 2 * MEASURED.sessionMs, `${hit} ms`);
    assert.equal(spared, 0);
  });

  it('shows that one stream cannot be faster than its handler', () => {
    const calm = simulate({ ...PLAN, hot: 0.05 }, MEASURED, 3);
    const hot = simulate({ ...PLAN, hot: 0.15 }, MEASURED, 3);
    const longest = ({ asked, handled: [times] }) => lags(asked, times, asked, 0, Infinity).max;
    // 200 events/s of one stream are below the 416 that 2.4 ms each allow, 600 are not.
    assert.ok(longest(calm) < 1000);
    assert.ok(longest(hot) > 10_000);
  });

  it('counts what waits', () => {
    assert.equal(mostWaiting([0, 1, 2, 10], [5, 6, 7, 11]), 3);
  });

  it('is repeated by its seed', () => {
    const [once, again, other] = [4, 4, 5].map((seed) => simulate({ ...PLAN, seconds: 2 }, MEASURED, seed).handled[0]);
    assert.deepEqual(once, again);
    assert.notDeepEqual(once, other);
  });
});
