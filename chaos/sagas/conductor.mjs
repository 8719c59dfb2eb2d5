import { setTimeout as delay } from 'node:timers/promises';
import { within } from '../lib/within.mjs';
import { CALM } from './faults.mjs';

const OURS = 'chaos conductor';
const CLOSE_AT_MOST_MS = 10_000;
const REFUSED_AT_MOST_MS = 20_000;

/** Does to servers and processes, one after the other, what the plan says, and waits for each to be recovered from. */
export class Conductor {
  hits = {};
  /** Who never came forward again, by fault. */
  stuck = [];
  isOver = false;

  /** @param {{ database, broker, cast, pool, plan, random, recovery, now, say }} parts `now.fault` is what is being done */
  constructor(parts) {
    Object.assign(this, parts);
  }

  async run() {
    const { plan, random } = this;
    const steps = random.shuffle(Object.entries(plan.steps).flatMap(([fault, times]) => Array(times).fill(fault)));
    await this.#healed(null, 0);
    for (const [index, fault] of ordered(steps).entries()) {
      await delay(random.between(100, 400));
      this.say(`${index + 1} of ${steps.length}: ${fault}`);
      this.now.fault = fault;
      await this.#steps[fault](fault);
      this.now.fault = CALM;
    }
    this.isOver = true;
  }

  #steps = {
    'worker-killed': async (fault) => {
      const { cast, random } = this;
      const worker = random.pick(cast.workers);
      await cast.alone(worker, async () => {
        await worker.kill();
        const at = Date.now();
        await delay(random.between(0, 500));
        await cast.startAgain(worker);
        await this.#healed(fault, at, [worker.name]);
      });
    },

    'worker-frozen': async (fault) => {
      const { cast, random, plan } = this;
      const worker = random.pick(cast.workers);
      await cast.alone(worker, async () => {
        worker.freeze();
        try {
          await delay(plan.leaseMs + random.between(500, plan.frozenMs));
        } finally {
          worker.thaw();
        }
        await this.#healed(fault, Date.now(), [worker.name]);
      });
    },

    'context-killed': async (fault) => {
      const { context } = this.cast;
      await context.kill();
      const at = Date.now();
      await delay(this.random.between(0, 500));
      await context.start();
      await this.#healed(fault, at, [context.name]);
    },

    'database-restarted': async (fault) => {
      await this.database.kill();
      await delay(this.random.between(0, 800));
      await this.database.startAgain();
      await this.#healed(fault);
    },

    'broker-restarted': async (fault) => {
      await this.broker.kill();
      await delay(this.random.between(0, this.plan.downMs));
      await this.broker.startAgain();
      await this.#healed(fault, Date.now(), [this.cast.context.name]);
    },

    'connections-dropped': async (fault) => {
      const backends = await this.#query(
        'select pid from pg_stat_activity where datname is not null and application_name <> $1 order by pid',
        [OURS],
      );
      const share = this.random.pick([0.1, 0.5, 1]);
      const chosen = this.random.shuffle(backends).slice(0, Math.ceil(backends.length * share));
      await this.#query('select pg_terminate_backend(pid) from unnest($1::int[]) as pid', [
        chosen.map(({ pid }) => pid),
      ]);
      await this.#healed(fault);
    },

    deployed: async (fault) => {
      const { cast } = this;
      cast.isDeploying = true;
      for (const worker of cast.workers) {
        await cast.alone(worker, async () => {
          await within(CLOSE_AT_MOST_MS, worker.tell('close'));
          await worker.kill();
          await cast.startAgain(worker);
        });
      }
      await this.#healed(fault);
    },

    'version-removed': async (fault) => {
      const { cast } = this;
      const worker = cast.add('worker', 'worker-removed', { build: 'removed' }, SILENT);
      const startedAnyway = await within(REFUSED_AT_MOST_MS, worker.start());
      if (startedAnyway) this.stuck.push({ fault, name: 'a worker without a running version started, which' });
      await worker.kill();
    },
  };

  /** Waits until each of them comes forward again. @param {string | null} fault null: the beginning */
  async #healed(fault, at = Date.now(), who = this.#everyone()) {
    if (fault) this.#hit(fault);
    const left = await this.recovery.awaited(fault, at, who);
    for (const name of left) {
      this.say(`${name} has not come forward after ${fault ?? 'its start'}.`);
      this.stuck.push({ fault: fault ?? CALM, name });
    }
  }

  #everyone() {
    const { workers, context } = this.cast;
    return [...workers, context].map(({ name }) => name);
  }

  #hit(fault) {
    this.hits[fault] = (this.hits[fault] ?? 0) + 1;
  }

  async #query(sql, parameters) {
    return (await this.pool.query(sql, parameters)).rows;
  }
}

const SILENT = { onReport: () => undefined, onDeath: () => undefined };

/** The new version comes in the middle; a build without the old one is tried while some of the old still run. */
function ordered(steps) {
  const rest = steps.filter((fault) => fault !== 'deployed' && fault !== 'version-removed');
  const middle = ['version-removed', 'deployed'].filter((fault) => steps.includes(fault));
  return rest.toSpliced(Math.ceil(rest.length / 2), 0, ...middle);
}

/** What the conductor's connections are called, so that it does not drop its own. */
export const CONDUCTOR_NAME = OURS;
