import { setTimeout as delay } from 'node:timers/promises';
import { newId } from '@edda/kernel';
import { firstState } from './traits.mjs';

const WAITED_FOR = { strict: 'cleared', lenient: 'stamped' };

/** Starts sagas and signals to them, at least once each: over a worker, or by an event of the other context. */
export class Starter {
  started = 0;
  underWay = 0;
  hits = {};
  #background = new Set();

  /** @param {{ cast, pool, plan, random, journal, now: { fault: string } }} parts */
  constructor(parts) {
    Object.assign(this, parts);
  }

  /** Goes on until it is told that it is enough. @param {() => boolean} isEnough */
  async run(isEnough) {
    const { random, plan } = this;
    while (!isEnough() || this.started < plan.sagas) {
      while ((await this.#countUnderWay()) >= plan.mostUnderWay) await delay(100);
      this.#begin(this.#saga());
      await delay(random.between(0, 2 * plan.pace));
    }
    await Promise.all(this.#background);
  }

  #begin(work) {
    const done = work.finally(() => this.#background.delete(done));
    this.#background.add(done);
  }

  async #saga() {
    const { random, journal, now } = this;
    const saga = random.chance(0.06) ? 'ferry' : 'voyage';
    const sagaId = newId();
    const state = firstState(random, saga);
    // Also when there is a newer one.
    const version = saga === 'voyage' && random.chance(0.3) ? '1.0.0' : undefined;
    const order = { sagaId, saga, state, version };
    const fault = now.fault;
    this.started++;
    journal.write(['attempted', fault, sagaId]);
    const signal = WAITED_FOR[state.traits.customs];
    const isEarly = random.chance(0.3);
    if (signal && isEarly) {
      await this.#signal(sagaId, signal);
      this.#hit('signalled-early', sagaId);
    }
    await this.#start(order);
    journal.write(['started', fault, sagaId]);
    if (random.chance(0.1)) {
      await delay(random.between(0, 500));
      await this.#start(order);
    }
    // Nobody stamps some of those that go on without it.
    if (!signal || isEarly || (signal === 'stamped' && random.chance(0.4))) return;
    await delay(random.between(0, 2_500));
    await this.#signal(sagaId, signal);
  }

  async #start(order) {
    const { cast, random } = this;
    if (random.chance(0.6)) await cast.anyWorker(random, 'start', order);
    else await this.#tellContext('order', order);
  }

  async #signal(sagaId, signal) {
    const { cast, random } = this;
    const signalId = newId();
    const isTwice = random.chance(0.2);
    for (let times = isTwice ? 2 : 1; times > 0; times--) {
      if (random.chance(0.6)) await cast.anyWorker(random, 'signal', { sagaId, signal, signalId });
      else await this.#tellContext('signal', { sagaId, signal, signalId });
    }
    this.journal.write(['signalled', sagaId, signalId]);
    if (isTwice) this.#hit('signalled-twice', sagaId);
  }

  async #tellContext(command, data) {
    const argument = { ...data, eventId: newId() };
    while (
      !(await this.cast.context.tell(command, argument).then(
        () => true,
        () => false,
      ))
    )
      await delay(100);
  }

  async #countUnderWay() {
    try {
      const { rows } = await this.pool.query(
        'select count(*)::int as count from saga_instances where ended_at is null',
      );
      this.underWay = rows[0].count;
      return this.underWay;
    } catch {
      return Infinity;
    }
  }

  #hit(fault, sagaId) {
    this.hits[fault] = (this.hits[fault] ?? 0) + 1;
    this.journal.write(['hit', fault, sagaId]);
  }
}
