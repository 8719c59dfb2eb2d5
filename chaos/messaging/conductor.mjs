import { setTimeout as delay } from 'node:timers/promises';
import { within } from '../lib/within.mjs';
import { CALM, FAILPOINTS } from './faults.mjs';

const DEATH_AT_MOST_MS = 15_000;
const FULL_AT_MOST_MS = 6_000;
const SUBSCRIPTIONS = ['letters', 'prints'];

/** Does to servers and processes, one after the other, what the plan says, and waits for each to be recovered from. */
export class Conductor {
  hits = {};
  /** Who never came forward again, by fault. */
  stuck = [];

  /** @param {{ database, broker, cast, letters: import('./letters.mjs').Letters, plan, random, recovery, say }} parts */
  constructor(parts) {
    Object.assign(this, parts);
  }

  async run() {
    const { plan, random, cast } = this;
    const steps = random.shuffle(Object.entries(plan.steps).flatMap(([fault, times]) => Array(times).fill(fault)));
    const possible = steps.filter((fault) => fault !== 'broker-disk-full' || this.broker.disk);
    await this.#untilAllMove();
    for (const [index, fault] of possible.entries()) {
      await delay(random.between(100, 400));
      this.say(`${index + 1} of ${possible.length}: ${fault}`);
      await this.#mark(fault);
      await this.#steps[fault](fault);
      await this.#mark(CALM);
    }
    while (cast.acknowledged() < plan.events) await delay(100);
  }

  #steps = {
    ...Object.fromEntries(Object.keys(FAILPOINTS).map((fault) => [fault, () => this.#killAt(fault)])),

    poison: () => this.#writer().tell('special', 'poison'),

    'slow-handler': () => this.#writer().tell('special', 'slow-handler'),

    redriven: async () => {
      const writer = this.#writer();
      const stream = await writer.tell('special', 'poison');
      const following = writer.tell('follow', { stream, count: 15 });
      await this.letters.mendAll(stream);
      await following;
      this.#hit('redriven');
    },

    'newer-version': async (fault) => {
      const { writers, consumers } = this.cast;
      const [writer] = writers;
      await writer.tell('stop');
      await writer.tell('close');
      await this.#replace(writer);
      await this.#mark(fault);
      await delay(this.plan.sessionTimeoutMs);
      for (const consumer of consumers) {
        await within(DEATH_AT_MOST_MS, consumer.tell('close'));
        await this.#replace(consumer);
      }
      await this.#healed(fault, Date.now(), SUBSCRIPTIONS, { hit: false });
    },

    'relay-killed': async (fault) => {
      const relay = this.random.pick(this.cast.relays);
      await relay.tell('arm');
      const died = await relay.dies(DEATH_AT_MOST_MS);
      // It may own no share, and then publishes nothing.
      if (!died) await relay.kill();
      const at = Date.now();
      await relay.start();
      await this.#healed(fault, at, SUBSCRIPTIONS, { hit: died });
    },

    'broker-restarted': async (fault) => {
      await this.broker.kill();
      await delay(this.random.between(0, this.plan.downMs));
      await this.broker.startAgain();
      await this.#healed(fault);
    },

    'database-restarted': async (fault) => {
      await this.database.kill();
      await delay(this.random.between(0, 800));
      await this.database.startAgain();
      await this.#healed(fault);
    },

    'consumer-frozen': async (fault) => {
      const consumer = this.#busiest();
      const streams = this.recovery.streamsOf(consumer.name, 'letters');
      consumer.freeze();
      const at = Date.now();
      try {
        await Promise.all([
          this.#healed(fault, at, ['letters'], { streams: streams.filter((one) => one.includes('/letter-')) }),
          delay(this.plan.frozenMs),
        ]);
      } finally {
        consumer.thaw();
      }
      await delay(this.random.between(300, 1000));
    },

    'consumers-come-and-go': async (fault) => {
      for (let round = 0; round < this.plan.comings; round++) {
        const consumer = this.random.pick(this.cast.consumers);
        await within(DEATH_AT_MOST_MS, consumer.tell('leave'));
        await delay(2_000);
        await within(DEATH_AT_MOST_MS, consumer.tell('join'));
        await delay(2_000);
      }
      await this.#healed(fault);
    },

    'broker-disk-full': async (fault) => {
      const { disk } = this.broker;
      const before = this.cast.sum('publish failed');
      disk.fill();
      const end = Date.now() + FULL_AT_MOST_MS;
      while (this.cast.sum('publish failed') === before && Date.now() < end) await delay(50);
      const wasFull = this.cast.sum('publish failed') > before;
      await delay(this.random.between(0, 1000));
      await disk.free();
      if (!this.broker.isAlive()) await this.broker.startAgain();
      await this.#healed(fault, Date.now(), SUBSCRIPTIONS, { hit: wasFull });
    },
  };

  async #killAt(fault) {
    const consumer = this.#busiest();
    const streams = this.recovery.streamsOf(consumer.name, 'letters').filter((one) => one.includes('/letter-'));
    await consumer.tell('arm', FAILPOINTS[fault]);
    const died = await consumer.dies(DEATH_AT_MOST_MS);
    if (!died) await consumer.kill();
    const at = Date.now();
    await delay(this.random.between(50, 500));
    await consumer.start();
    await this.#healed(fault, at, ['letters'], { streams, hit: died });
  }

  /** Starts the next build in the place of this one. */
  async #replace(actor) {
    await actor.kill();
    actor.settings.deployed = 2;
    await actor.start();
  }

  /** Waits until each of them comes forward again. */
  async #healed(
    fault,
    at = Date.now(),
    who = [...SUBSCRIPTIONS, ...this.cast.writers.map(({ name }) => name)],
    options = {},
  ) {
    const { hit = true, streams = [] } = options;
    if (hit) this.#hit(fault);
    const left = await this.recovery.awaited(fault, at, who, streams.length > 0 ? { streams } : {});
    for (const name of left) {
      this.say(`${name} has not come forward after ${fault}.`);
      this.stuck.push({ fault, name });
    }
  }

  #hit(fault) {
    this.hits[fault] = (this.hits[fault] ?? 0) + 1;
  }

  #writer() {
    return this.random.pick(this.cast.writers);
  }

  /** A consumer that has something to lose. */
  #busiest() {
    const count = (consumer) => this.recovery.streamsOf(consumer.name, 'letters').length;
    const busy = this.random.shuffle(this.cast.consumers).filter((consumer) => count(consumer) > 0);
    if (busy.length === 0) throw new Error('No consumer handles anything.');
    return busy[0];
  }

  async #untilAllMove() {
    const who = [...SUBSCRIPTIONS, ...this.cast.writers.map(({ name }) => name)];
    const left = await this.recovery.awaited(null, 0, who);
    if (left.length > 0) throw new Error(`${left.join(', ')} did not begin to work.`);
  }

  async #mark(fault) {
    const running = this.cast.writers.filter(({ isRunning }) => isRunning);
    await Promise.all(running.map((writer) => writer.tell('fault', fault).catch(() => undefined)));
  }
}
