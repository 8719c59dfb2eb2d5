import { setTimeout as delay } from 'node:timers/promises';
import { message } from '@edda/event-schemas';
import { newId } from '@edda/kernel';
import { isDeadlock, kindOf } from '../lib/failures.mjs';
import { FeedPosted, LedgerMoved, NoteTaken } from './messages.mjs';
import { FEEDS, LEDGERS, newNote } from './streams.mjs';

/** How often each kind of operation comes, in hundredths; the last five must leave nothing behind. */
export const WEIGHTS = {
  post: 32,
  postToExisting: 6,
  takeNote: 6,
  move: 14,
  transfer: 10,
  postLate: 7,
  postByHand: 5,
  undoInWork: 4,
  undoAtCommit: 5,
  undoByConflict: 4,
  undoByHand: 5,
  reuseAnId: 2,
};

const RETRY_MS = 100;
const TOTALS = Array.from({ length: 10 }, (_, index) => index + 1);
const TEXT = 'x'.repeat(180);

/** What one writer does: each kind of operation, with random streams, sizes and delays. */
export class Operations {
  /** @param {{ store: import('@edda/event-store').PostgresEventStore, attempts: import('./attempts.mjs').Attempts, outcomes: import('./outcomes.mjs').Outcomes, random: import('../lib/random.mjs').Random, now: { fault: string } }} parts */
  constructor({ store, attempts, outcomes, random, now }) {
    Object.assign(this, { store, attempts, outcomes, random, now });
  }

  post() {
    const count = this.random.chance(0.1) ? this.random.between(10, 40) : this.random.between(1, 8);
    return this.attempts.append(this.random.pick(FEEDS), this.#events(FeedPosted, count), 'any');
  }

  postToExisting() {
    const stream = this.random.pick(FEEDS);
    return this.attempts.append(stream, this.#events(FeedPosted, 1), 'exists');
  }

  takeNote() {
    const id = newId();
    return this.attempts.append(newNote(this.random, id), this.#events(NoteTaken, this.random.between(1, 2)), 'none');
  }

  /** One event that follows from the version of its stream, decided again at every conflict. */
  async move() {
    const stream = this.random.pick(LEDGERS);
    for (let fault = this.now.fault; ; fault = 'version-conflict') {
      const version = await this.attempts.versionOf(stream);
      const events = this.#events(LedgerMoved, this.random.between(1, 3), { after: version }, fault);
      if (await this.attempts.append(stream, events, version)) return;
      this.outcomes.failed('version-conflict');
    }
  }

  /** Several streams and their rows in one unit of work, in random order. */
  async transfer() {
    const delayMs = this.random.chance(0.15) ? this.#commitDelay() : 0;
    for (let fault = delayMs > 0 ? 'commit-delay' : 'lock-order'; ; fault = 'version-conflict') {
      const appends = [];
      for (const stream of this.random.shuffle(LEDGERS).slice(0, this.random.between(2, 4))) {
        const version = await this.attempts.versionOf(stream);
        const events = this.#events(LedgerMoved, this.random.between(1, 2), { after: version, projected: true }, fault);
        appends.push({ stream, events, expected: version });
      }
      this.outcomes.hit('lock-order');
      if (delayMs > 0) this.outcomes.hit('commit-delay');
      const totals = delayMs === 0 && this.random.chance(0.5) ? this.random.shuffle(TOTALS).slice(0, 2) : [];
      if (await this.attempts.unitOfWork(fault, appends, { delayMs, totals })) return;
      this.outcomes.failed('version-conflict');
    }
  }

  /** A unit of work whose commit comes late, after others have committed behind it. */
  async postLate() {
    const appends = this.random
      .shuffle(FEEDS)
      .slice(0, this.random.between(1, 2))
      .map((stream) => ({ stream, events: this.#events(FeedPosted, 1, {}, 'commit-delay'), expected: 'any' }));
    this.outcomes.hit('commit-delay');
    await this.attempts.unitOfWork('commit-delay', appends, { delayMs: this.#commitDelay() });
  }

  /** A transaction without a unit of work: an append, one that is undone to a savepoint, and a late commit. */
  async postByHand() {
    const stream = newNote(this.random, newId());
    const events = this.#events(NoteTaken, 1, {}, 'savepoint-rollback');
    const doubtful = this.#events(NoteTaken, 1, {}, 'savepoint-rollback');
    const other = newNote(this.random, newId());
    this.outcomes.hit('savepoint-rollback');
    const known = await this.attempts.byHand(async (transaction) => {
      await transaction.query('savepoint doubt');
      await transaction.append(other, doubtful, 'none');
      await transaction.query('rollback to savepoint doubt');
      await transaction.append(stream, events, 'none');
      await delay(this.#commitDelay());
      await transaction.commit();
    });
    this.outcomes.undone('savepoint-rollback', doubtful);
    if (known) this.outcomes.acknowledged('savepoint-rollback', stream, events, events.length, null);
    else await this.attempts.append(stream, events, 'none', 'unknown-outcome');
  }

  /** Thrown by the work, before anything is appended. */
  async undoInWork() {
    await this.#undo(async (appends) => {
      await this.store.unitOfWork.run(async () => {
        for (const { stream, events } of appends) this.store.unitOfWork.append(stream, events, 'any');
        throw new ChangedItsMind();
      });
    });
  }

  /** Failed by the server at the commit, after the appends. */
  async undoAtCommit() {
    await this.#undo((appends) =>
      this.attempts.runOnce(newId(), appends, { delayMs: this.#commitDelay() / 4, fails: true }),
    );
  }

  /** One append of several expects a stream that does not exist. */
  async undoByConflict() {
    await this.#undo(async (appends) => {
      const stream = newNote(this.random, newId());
      const impossible = appends.map((append, index) =>
        index > 0 ? append : { ...append, stream, expected: 'exists' },
      );
      const outcome = await this.attempts.runOnce(newId(), this.random.shuffle(impossible), {});
      if (outcome.committed) throw new Error('A unit of work with a conflict was committed.');
    });
  }

  async undoByHand() {
    await this.#undo(async (appends) => {
      await this.attempts.byHand(async (transaction) => {
        for (const { stream, events, expected } of appends) await transaction.append(stream, events, expected);
        await delay(this.#commitDelay() / 4);
        await transaction.rollback();
      });
    });
  }

  /** An id that stands elsewhere is refused, beside appends of others that go through. */
  async reuseAnId() {
    if (this.outcomes.lastIds.length === 0) return;
    const [event] = this.#events(FeedPosted, 1);
    const stream = newNote(this.random, newId());
    for (;;) {
      try {
        await this.store.append(stream, [{ ...event, id: this.outcomes.lastIds[0] }], { expected: 'any' });
        throw new Error(`The id ${this.outcomes.lastIds[0]} was used twice.`);
      } catch (error) {
        if (error.code === 'EVENT_ID_REUSED') return;
        if (kindOf(error) === 'unexpected') throw error;
        await delay(RETRY_MS);
      }
    }
  }

  /** Work that must leave nothing behind. */
  async #undo(work) {
    const appends = this.random
      .shuffle(FEEDS)
      .slice(0, this.random.between(1, 3))
      .map((stream) => ({ stream, events: this.#events(FeedPosted, 1, {}, 'rollback'), expected: 'any' }));
    this.outcomes.hit('rollback');
    try {
      await work(appends);
    } catch (error) {
      if (!(error instanceof ChangedItsMind) && kindOf(error) === 'unexpected') throw error;
      if (isDeadlock(error)) this.outcomes.deadlocked();
    }
    for (const { events } of appends) this.outcomes.undone('rollback', events);
    this.outcomes.failed('rollback');
  }

  #events(payload, count, { after, ...more } = {}, fault = this.now.fault) {
    const operation = newId();
    return Array.from({ length: count }, (_, index) => ({
      ...message(payload, {
        operation,
        fault,
        text: TEXT,
        ...more,
        ...(after !== undefined && { after: after + index }),
      }),
      id: newId(),
    }));
  }

  /** Most are short, some long. */
  #commitDelay() {
    return this.random.next() ** 6 * 400;
  }
}

class ChangedItsMind extends Error {}
