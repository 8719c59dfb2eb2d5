import { Actor } from '../lib/actor.mjs';
import { within } from '../lib/within.mjs';

const STOP_MS = 60_000;
const CLOSE_MS = 30_000;

/** The processes of a run. */
export class Cast {
  /** Processes that ended by themselves, and commands that never came to an end. */
  unfinished = [];
  #actors = [];
  #ended = false;

  /** @param {{ given: object, plan: object, recovery, say }} parts `given` goes to every process */
  constructor({ given, plan, recovery, say }) {
    const listeners = {
      onReport: (actor, report) => recovery.took(actor, report),
      onDeath: (actor, how) => {
        say(`${actor.name} ended by itself: ${how}`);
        this.unfinished.push(`${actor.name} ended by itself (${how})`);
        // The run goes on, with its work for the others.
        setTimeout(() => this.#ended || void actor.start().catch((error) => say(String(error))), 500).unref();
      },
    };
    const named = (kind, count) =>
      Array.from({ length: count }, (_, index) => {
        const script = new URL(`./${kind}.mjs`, import.meta.url);
        const actor = new Actor(script, `${kind}-${index + 1}`, { ...plan, ...given }, listeners);
        this.#actors.push(actor);
        return actor;
      });
    this.say = say;
    this.writers = named('writer', plan.writerProcesses);
    this.relays = named('relay', plan.relays);
    this.consumers = named('consumer', plan.consumers);
  }

  async start() {
    await Promise.all([...this.relays, ...this.consumers].map((one) => one.start()));
    await Promise.all(this.writers.map((one) => one.start()));
  }

  acknowledged() {
    return this.sum('acknowledged');
  }

  /** The sum of a figure over all processes that ever were. */
  sum(name) {
    return this.#reports().reduce((sum, { figures }) => sum + (figures[name] ?? 0), 0);
  }

  hits() {
    const all = {};
    for (const { hits } of this.#reports()) {
      for (const [fault, count] of Object.entries(hits)) all[fault] = (all[fault] ?? 0) + count;
    }
    return all;
  }

  /** Lets the writers finish what they have begun. */
  async stopWriting() {
    this.say('the writers finish');
    await this.#all(this.writers, 'stop', STOP_MS);
  }

  async close() {
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
