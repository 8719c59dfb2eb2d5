import { Actor } from '../lib/actor.mjs';
import { within } from '../lib/within.mjs';

const STOP_MS = 60_000;
const CATCH_UP_MS = 180_000;
const CLOSE_MS = 30_000;

/** The processes of a run. */
export class Cast {
  /** Processes that ended by themselves, and commands that never came to an end. */
  unfinished = [];
  #actors = [];
  #ended = false;

  /** @param {{ url: string, folder: string, seed: number, plan: object, without?: string, recovery, say }} parts */
  constructor({ url, folder, seed, plan, without, recovery, say }) {
    const listeners = {
      onReport: (actor, report) => recovery.took(actor, report),
      onDeath: (actor, how) => {
        say(`${actor.name} ended by itself: ${how}`);
        this.unfinished.push(`${actor.name} ended by itself (${how})`);
        // The run goes on, with its work for the others.
        setTimeout(() => this.#ended || void actor.start().catch((error) => say(String(error))), 500).unref();
      },
    };
    const given = { url, folder, seed, without };
    const { failing, shards, leaseMs, writers, pace } = plan;
    const actor = (kind, name, more) => {
      const made = new Actor(new URL(`./${kind}.mjs`, import.meta.url), name, { ...given, ...more }, listeners);
      this.#actors.push(made);
      return made;
    };
    const named = (what, count) => Array.from({ length: count }, (_, index) => `${what}-${index + 1}`);
    this.say = say;
    this.writers = named('writer', plan.writerProcesses).map((name) => actor('writer', name, { writers, pace }));
    this.lone = actor('subscriber', 'lone', {
      failing,
      subscriptions: [{ subscription: 'lone', leaseMs, batchSize: 200 }],
    });
    this.members = named('member', plan.members).map((name) =>
      actor('subscriber', name, {
        failing,
        subscriptions: [
          { subscription: 'group', leaseMs, shards },
          { subscription: 'ledger', leaseMs, oneByOne: true, batchSize: 50, filter: { types: ['ChaosLedgerMoved'] } },
        ],
      }),
    );
    this.observer = actor('observer', 'observer');
  }

  async start() {
    // The first one makes the tables; the others find them.
    await this.observer.start();
    await Promise.all(this.subscribers().map((one) => one.start()));
    await Promise.all(this.writers.map((one) => one.start()));
  }

  /** Everyone whose death or silence the store has to get over. */
  subscribers() {
    return [this.lone, ...this.members];
  }

  /** The names under which those report that follow the log. */
  readers() {
    return ['lone', 'group', 'ledger', 'live', 'reader'];
  }

  acknowledged() {
    return this.#sum('acknowledged');
  }

  /** The sum of a figure over all processes that ever were. */
  #sum(name) {
    return this.#reports().reduce((sum, { figures }) => sum + (figures[name] ?? 0), 0);
  }

  figures() {
    return { deadlocks: this.#sum('deadlocks'), redelivered: this.#sum('redelivered') };
  }

  hits() {
    const all = {};
    for (const { hits } of this.#reports()) {
      for (const [fault, count] of Object.entries(hits)) all[fault] = (all[fault] ?? 0) + count;
    }
    return all;
  }

  /** Lets the writers finish and everyone else catch up; what does not end in time is unfinished. */
  async finish() {
    this.say('the writers finish');
    await this.#all(this.writers, 'stop', STOP_MS);
    this.say('the subscribers catch up');
    await this.#all(this.#actors, 'caughtUp', CATCH_UP_MS);
    await this.#all(this.#actors, 'close', CLOSE_MS);
  }

  async end() {
    this.#ended = true;
    await Promise.all(this.#actors.map((actor) => actor.kill()));
  }

  async #all(actors, command, timeout) {
    await Promise.all(
      actors.map(async (actor) => {
        if (await within(timeout + 1000, actor.tell(command, timeout))) return;
        this.say(`${actor.name} did not end: ${command}`);
        this.unfinished.push(`${actor.name}: ${command} did not end within ${timeout / 1000} s`);
      }),
    );
  }

  #reports() {
    return this.#actors.flatMap(({ reports }) => [...reports.values()]);
  }
}
