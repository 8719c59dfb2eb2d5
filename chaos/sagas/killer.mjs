import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { within } from '../lib/within.mjs';
import { FAILPOINTS } from './faults.mjs';

const CLOSE_AT_MOST_MS = 3_000;
/** How many points a worker watches for at once. */
const WATCHED = 8;
/** How often in a row nobody may die before it is given up. */
const TRIES = 12;
/** Only passed when a worker goes in good order. */
const AT_THE_CLOSE = ['killed-before-given-back', 'killed-after-given-back'];

/** Kills workers at failpoints, side by side, until somebody has died at each of them often enough. */
export class Killer {
  #left = new Map();
  #inVain = 0;

  /** @param {{ cast, plan, random, folder: string, say }} parts `folder` of the journals */
  constructor(parts) {
    Object.assign(this, parts);
    for (const fault of this.plan.points) this.#left.set(fault, this.plan.kills);
  }

  get isDone() {
    return this.#left.size === 0;
  }

  async run() {
    await Promise.all(this.cast.workers.map((worker) => this.#killAgain(worker)));
  }

  async #killAgain(worker) {
    while (!this.isDone) {
      await this.cast.alone(worker, () => this.#kill(worker));
      await delay(this.random.between(20, 300));
      if (this.#inVain >= TRIES) this.#left.clear();
    }
  }

  async #kill(worker) {
    const left = [...this.#left.keys()];
    const closing = left.filter((fault) => AT_THE_CLOSE.includes(fault));
    const isClosed = closing.length > 0 && (closing.length === left.length || this.random.chance(0.15));
    const watched = isClosed ? closing : this.random.shuffle(left).slice(0, WATCHED);
    await worker.tell(
      'arm',
      watched.map((fault) => FAILPOINTS[fault]),
    );
    if (isClosed) void within(CLOSE_AT_MOST_MS, worker.tell('close'));
    const died = await worker.dies(isClosed ? CLOSE_AT_MOST_MS : this.plan.deathMs);
    if (!died) await worker.kill();
    this.#note(worker, died ? this.#lastWordOf(worker) : null);
    await this.cast.startAgain(worker);
  }

  #note(worker, point) {
    this.#inVain = point ? 0 : this.#inVain + 1;
    const fault = Object.keys(FAILPOINTS).find((one) => FAILPOINTS[one] === point);
    const left = this.#left.get(fault) ?? 0;
    if (left > 1) this.#left.set(fault, left - 1);
    else this.#left.delete(fault);
    const all = [...this.#left.values()].reduce((sum, count) => sum + count, 0);
    this.say(`${worker.name} ${point ? `died at ${point}` : 'came to none of its failpoints'}, ${all} left`);
  }

  /** @returns {string | null} the failpoint at which it killed itself */
  #lastWordOf({ name, incarnation }) {
    const lines = readFileSync(`${this.folder}/${name}-${incarnation}.jsonl`, 'utf8').trimEnd().split('\n');
    const [what, point] = JSON.parse(lines.at(-1) || '[]');
    return what === 'killed' ? point : null;
  }
}
