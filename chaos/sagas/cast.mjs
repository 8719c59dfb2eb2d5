import { setTimeout as delay } from 'node:timers/promises';
import { Actor } from '../lib/actor.mjs';
import { within } from '../lib/within.mjs';

const CLOSE_MS = 30_000;
const TRY_MS = 5_000;
const ANSWER_MS = 60_000;

/** The processes of a run. */
export class Cast {
  /** Processes that ended by themselves, and commands that never came to an end. */
  unfinished = [];
  isDeploying = false;
  #actors = [];
  #taken = new Map();
  #ended = false;

  /** @param {{ given: object, plan: object, recovery, say }} parts `given` goes to every process */
  constructor({ given, plan, recovery, say }) {
    Object.assign(this, { given, plan, say });
    this.listeners = {
      onReport: (actor, report) => recovery.took(actor, report),
      onDeath: (actor, how) => {
        say(`${actor.name} ended by itself: ${how}`);
        this.unfinished.push(`${actor.name} ended by itself (${how})`);
        // The run goes on, with its work for the others.
        setTimeout(() => this.#ended || void this.startAgain(actor).catch((error) => say(String(error))), 500).unref();
      },
    };
    this.workers = Array.from({ length: plan.workers }, (_, index) => this.add('worker', `worker-${index + 1}`));
    this.context = this.add('context', 'context-1');
  }

  /** Another process, which is not started yet. */
  add(kind, name, settings = {}, listeners = this.listeners) {
    const script = new URL(`./${kind}.mjs`, import.meta.url);
    const actor = new Actor(script, name, { ...this.plan, ...this.given, ...settings }, listeners);
    this.#actors.push(actor);
    return actor;
  }

  async start() {
    await Promise.all([...this.workers, this.context].map((one) => one.start()));
  }

  /** Starts a process again. While a deployment is under way that is a new one: an old one may know too little already. */
  async startAgain(actor) {
    if (this.isDeploying && this.workers.includes(actor)) actor.settings.build = 'new';
    await actor.start();
  }

  /** Does something to a process while nobody else does. */
  async alone(actor, work) {
    const before = this.#taken.get(actor) ?? Promise.resolve();
    const done = before.then(work);
    this.#taken.set(
      actor,
      done.catch(() => undefined),
    );
    return done;
  }

  /** Lets any worker do something, again and again until one has answered. */
  async anyWorker(random, command, argument) {
    let last = 'nobody answered';
    for (const end = Date.now() + ANSWER_MS; Date.now() < end && !this.#ended;) {
      const worker = random.pick(this.workers);
      try {
        return await inTime(TRY_MS, worker.tell(command, argument));
      } catch (error) {
        last = String(error);
      }
      await delay(50);
    }
    if (!this.#ended) this.unfinished.push(`no worker would ${command}: ${last}`);
    return undefined;
  }

  hits() {
    const all = {};
    for (const { hits } of this.#actors.flatMap(({ reports }) => [...reports.values()])) {
      for (const [fault, count] of Object.entries(hits)) all[fault] = (all[fault] ?? 0) + count;
    }
    return all;
  }

  async close() {
    await Promise.all(
      this.#actors
        .filter(({ isRunning }) => isRunning)
        .map(async (actor) => {
          if (await within(CLOSE_MS, actor.tell('close'))) return;
          this.say(`${actor.name} did not close`);
          this.unfinished.push(`${actor.name}: close did not end within ${CLOSE_MS / 1000} s`);
        }),
    );
  }

  async end() {
    this.#ended = true;
    await Promise.all(this.#actors.map((actor) => actor.kill()));
  }
}

/** @throws Error also when it takes longer (milliseconds) */
async function inTime(timeout, promise) {
  const stop = new AbortController();
  const late = delay(timeout, undefined, { signal: stop.signal }).then(
    () => {
      throw new Error(`It took longer than ${timeout} ms.`);
    },
    () => undefined,
  );
  try {
    return await Promise.race([promise, late]);
  } finally {
    stop.abort();
  }
}
