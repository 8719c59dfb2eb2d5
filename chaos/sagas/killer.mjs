import { setTimeout as delay } from 'node:timers/promises';
import { within } from '../lib/within.mjs';
import { FAILPOINTS } from './faults.mjs';

const CLOSE_AT_MOST_MS = 3_000;
/** How often one is tried that no saga comes to. */
const TRIES = 8;

/** Kills workers at failpoints: each of them at every point of its share, side by side. */
export class Killer {
  /** The points at which nobody died. */
  missed = [];
  left = 0;

  /** @param {{ cast, plan, random, say }} parts */
  constructor(parts) {
    Object.assign(this, parts);
    const { plan, random } = this;
    this.queue = random.shuffle(plan.points.flatMap((fault) => Array(plan.kills).fill({ fault, tries: TRIES })));
    this.left = this.queue.length;
  }

  async run() {
    await Promise.all(this.cast.workers.map((worker) => this.#killAll(worker)));
  }

  async #killAll(worker) {
    while (this.queue.length > 0) {
      const next = this.queue.shift();
      const died = await this.cast.alone(worker, () => this.#killAt(worker, FAILPOINTS[next.fault]));
      if (died) this.left--;
      else if (next.tries > 1) this.queue.push({ ...next, tries: next.tries - 1 });
      else {
        this.left--;
        this.missed.push(next.fault);
      }
      await delay(this.random.between(20, 300));
    }
  }

  /** Some points are only passed when a worker goes in good order. */
  async #killAt(worker, point) {
    await worker.tell('arm', point);
    let died = await worker.dies(this.plan.deathMs);
    if (!died) {
      within(CLOSE_AT_MOST_MS, worker.tell('close'));
      died = await worker.dies(CLOSE_AT_MOST_MS);
      await worker.kill();
    }
    this.say(`${worker.name} ${died ? 'died at' : 'did not come to'} ${point}, ${this.left} left`);
    await this.cast.startAgain(worker);
    return died;
  }
}
