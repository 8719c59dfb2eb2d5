import { setTimeout as delay } from 'node:timers/promises';
import { message } from '@edda/event-schemas';
import { newId } from '@edda/kernel';
import { isDeadlock, kindOf } from './failures.mjs';
import { FeedPosted, LedgerMoved, NoteTaken } from './messages.mjs';
import { RawTransaction } from './raw-transaction.mjs';
import { FEEDS, LEDGERS, newNote } from './streams.mjs';

/** How often each kind of operation comes, in hundredths; the last five are undone on purpose. */
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

/** The operations of one writer, and what it notes of them. */
export class Operations {
  #failedAt = null;
  #lastIds = [];

  /** @param {{ name: string, store: import('@edda/event-store').PostgresEventStore, pool: import('pg').Pool, random: import('../lib/random.mjs').Random, journal: import('./child.mjs').Journal, reporter: import('./child.mjs').Reporter, now: { fault: string }, without?: string }} parts */
  constructor(parts) {
    Object.assign(this, parts);
  }

  post() {
    const count = this.random.chance(0.1) ? this.random.between(10, 40) : this.random.between(1, 8);
    return this.#append(this.random.pick(FEEDS), this.#events(FeedPosted, count), 'any');
  }

  postToExisting() {
    const stream = this.random.pick(FEEDS);
    return this.#append(stream, this.#events(FeedPosted, 1), 'exists');
  }

  takeNote() {
    const id = newId();
    return this.#append(newNote(this.random, id), this.#events(NoteTaken, this.random.between(1, 2)), 'none');
  }

  /** One event that follows from the version of its stream, decided again at every conflict. */
  async move() {
    const stream = this.random.pick(LEDGERS);
    for (let fault = this.now.fault; ; fault = 'version-conflict') {
      const version = await this.#versionOf(stream);
      const events = this.#events(LedgerMoved, this.random.between(1, 3), { after: version }, fault);
      if (await this.#append(stream, events, version)) return;
      this.#failed('version-conflict');
    }
  }

  /** Several streams and their rows in one unit of work, in random order. */
  async transfer() {
    const delayMs = this.random.chance(0.15) ? this.#commitDelay() : 0;
    for (let fault = delayMs > 0 ? 'commit-delay' : 'lock-order'; ; fault = 'version-conflict') {
      const appends = [];
      for (const stream of this.random.shuffle(LEDGERS).slice(0, this.random.between(2, 4))) {
        const version = await this.#versionOf(stream);
        const events = this.#events(LedgerMoved, this.random.between(1, 2), { after: version, projected: true }, fault);
        appends.push({ stream, events, expected: version });
      }
      this.reporter.hit('lock-order');
      if (delayMs > 0) this.reporter.hit('commit-delay');
      const totals = delayMs === 0 && this.random.chance(0.5) ? this.random.shuffle(TOTALS).slice(0, 2) : [];
      if (await this.#unitOfWork(fault, appends, { delayMs, totals })) return;
      this.#failed('version-conflict');
    }
  }

  /** A unit of work whose commit comes late, after others have committed behind it. */
  async postLate() {
    const appends = this.random
      .shuffle(FEEDS)
      .slice(0, this.random.between(1, 2))
      .map((stream) => ({ stream, events: this.#events(FeedPosted, 1, {}, 'commit-delay'), expected: 'any' }));
    this.reporter.hit('commit-delay');
    await this.#unitOfWork('commit-delay', appends, { delayMs: this.#commitDelay() });
  }

  /** A transaction without a unit of work: an append, one that is undone to a savepoint, and a late commit. */
  async postByHand() {
    const stream = newNote(this.random, newId());
    const events = this.#events(NoteTaken, 1, {}, 'savepoint-rollback');
    const doubtful = this.#events(NoteTaken, 1, {}, 'savepoint-rollback');
    const other = newNote(this.random, newId());
    this.reporter.hit('savepoint-rollback');
    const known = await this.#byHand(async (transaction) => {
      await transaction.query('savepoint doubt');
      await transaction.append(other, doubtful, 'none');
      await transaction.query('rollback to savepoint doubt');
      await transaction.append(stream, events, 'none');
      await delay(this.#commitDelay());
      await transaction.commit();
    });
    this.#undone('savepoint-rollback', doubtful);
    if (known) this.#acknowledged('savepoint-rollback', stream, events, events.length, null);
    else await this.#append(stream, events, 'none', 'unknown-outcome');
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
    await this.#undo((appends) => this.#runOnce(newId(), appends, { delayMs: this.#commitDelay() / 4, fails: true }));
  }

  /** One append of several expects a stream that does not exist. */
  async undoByConflict() {
    await this.#undo(async (appends) => {
      const stream = newNote(this.random, newId());
      const impossible = appends.map((append, index) =>
        index > 0 ? append : { ...append, stream, expected: 'exists' },
      );
      const outcome = await this.#runOnce(newId(), this.random.shuffle(impossible), {});
      if (outcome.committed) throw new Error('A unit of work with a conflict was committed.');
    });
  }

  async undoByHand() {
    await this.#undo(async (appends) => {
      await this.#byHand(async (transaction) => {
        for (const { stream, events, expected } of appends) await transaction.append(stream, events, expected);
        await delay(this.#commitDelay() / 4);
        await transaction.rollback();
      });
    });
  }

  /** An id that stands elsewhere is refused, beside appends of others that go through. */
  async reuseAnId() {
    if (this.#lastIds.length === 0) return;
    const [event] = this.#events(FeedPosted, 1);
    const stream = newNote(this.random, newId());
    for (;;) {
      try {
        await this.store.append(stream, [{ ...event, id: this.#lastIds[0] }], { expected: 'any' });
        throw new Error(`The id ${this.#lastIds[0]} was used twice.`);
      } catch (error) {
        if (error.code === 'EVENT_ID_REUSED') return;
        if (kindOf(error) === 'unexpected') throw error;
        await delay(RETRY_MS);
      }
    }
  }

  /**
   * Appends until the store has answered, with the same ids each time.
   *
   * @returns false at a conflict
   */
  async #append(stream, events, expected, fault = events[0].data.fault) {
    const asked = this.without === 'expected-version' && typeof expected === 'number' ? 'any' : expected;
    let row = fault;
    for (;;) {
      try {
        const twice = this.random.chance(0.01);
        const attempts = Array.from({ length: twice ? 2 : 1 }, () =>
          this.store.append(stream, events, { expected: asked }),
        );
        const settled = await Promise.allSettled(attempts);
        const failed = settled.find(({ status }) => status === 'rejected');
        if (failed) throw failed.reason;
        const [result, same] = settled.map(({ value }) => value);
        if (!result.ok) {
          this.#undone(row, events);
          return false;
        }
        if (same) this.#mustAgree(result, same, events);
        this.#acknowledged(row, stream, events, result.version, result.position);
        if (this.random.chance(0.03)) await this.#repeat(stream, events, asked, result);
        return true;
      } catch (error) {
        const kind = kindOf(error);
        if (kind === 'unexpected') throw error;
        if (kind === 'unknown') {
          row = 'unknown-outcome';
          this.#failed(row);
        }
        await delay(RETRY_MS * this.random.next());
      }
    }
  }

  /** What was acknowledged is acknowledged again, with the same result. */
  async #repeat(stream, events, expected, first) {
    for (;;) {
      try {
        const again = await this.store.append(stream, events, { expected });
        if (!again.repeated) throw new Error(`A repeated append was not known: ${JSON.stringify(again)}.`);
        return this.#mustAgree(first, again, events);
      } catch (error) {
        if (kindOf(error) === 'unexpected') throw error;
        await delay(RETRY_MS);
      }
    }
  }

  #mustAgree(first, again, events) {
    if (again.ok && again.version === first.version && again.position === first.position) return;
    const ids = events.map(({ id }) => id).join(', ');
    throw new Error(`Appends of ${ids} had two results: ${JSON.stringify(first)}, ${JSON.stringify(again)}.`);
  }

  /**
   * A unit of work, tried until its outcome is known. Its mark tells a repetition that it was done, in the transaction of
   * what it marks.
   *
   * @returns false at a conflict
   */
  async #unitOfWork(fault, appends, options) {
    const operation = newId();
    let row = fault;
    for (;;) {
      try {
        const outcome = await this.#runOnce(operation, appends, options);
        for (const { stream, events } of appends) {
          if (outcome.committed) this.#acknowledged(row, stream, events, null, null);
          else this.#undone(row, events);
        }
        return outcome.committed;
      } catch (error) {
        const kind = kindOf(error);
        if (kind === 'unexpected') throw error;
        if (isDeadlock(error)) this.reporter.add('deadlocks', 1);
        if (kind === 'unknown') row = 'unknown-outcome';
        this.#failed(kind === 'unknown' ? row : 'lock-order');
        await delay(RETRY_MS * this.random.next());
      }
    }
  }

  #runOnce(operation, appends, { delayMs = 0, fails = false, totals = [] }) {
    const { unitOfWork } = this.store;
    return unitOfWork.run(async () => {
      const manager = await unitOfWork.manager();
      const marked = 'insert into chaos_marks values ($1) on conflict do nothing returning 1';
      if ((await manager.query(marked, [operation])).length === 0) return;
      for (const { stream, events } of appends) {
        if (events[0].definition.payload === LedgerMoved) await this.#project(manager, stream, events.length);
      }
      for (const total of totals)
        await manager.query('update chaos_totals set transfers = transfers + 1 where id = $1', [total]);
      if (delayMs > 0 || fails) await manager.query('insert into chaos_commits values ($1, $2)', [delayMs, fails]);
      for (const { stream, events, expected } of appends) {
        const asked = this.without === 'expected-version' && typeof expected === 'number' ? 'any' : expected;
        unitOfWork.append(stream, events, asked);
      }
    });
  }

  #project(manager, { tenantId, streamId }, moves) {
    return manager.query(
      `insert into chaos_balances values ($1, $2, $3)
       on conflict (tenant_id, stream_id) do update set moves = chaos_balances.moves + excluded.moves`,
      [tenantId, streamId, moves],
    );
  }

  /** Work that must leave nothing behind. */
  async #undo(work) {
    const appends = this.random
      .shuffle(FEEDS)
      .slice(0, this.random.between(1, 3))
      .map((stream) => ({ stream, events: this.#events(FeedPosted, 1, {}, 'rollback'), expected: 'any' }));
    this.reporter.hit('rollback');
    try {
      await work(appends);
    } catch (error) {
      if (!(error instanceof ChangedItsMind) && kindOf(error) === 'unexpected') throw error;
      if (isDeadlock(error)) this.reporter.add('deadlocks', 1);
    }
    for (const { events } of appends) this.#undone('rollback', events);
    this.#failed('rollback');
  }

  /** @returns false when nobody knows whether it was committed */
  async #byHand(work) {
    for (;;) {
      try {
        await RawTransaction.run(this.pool, work);
        return true;
      } catch (error) {
        const kind = kindOf(error);
        if (kind === 'unexpected') throw error;
        if (kind === 'unknown') return false;
        await delay(RETRY_MS);
      }
    }
  }

  async #versionOf(stream) {
    for (;;) {
      try {
        return (await this.store.streamState(stream))?.version ?? 0;
      } catch (error) {
        if (kindOf(error) === 'unexpected') throw error;
        await delay(RETRY_MS);
      }
    }
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

  #acknowledged(fault, { tenantId, streamId }, events, version, position) {
    const ids = events.map(({ id }) => id);
    this.#lastIds = ids;
    this.journal.write(['acknowledged', fault, tenantId, streamId, version, position, ids]);
    this.reporter.add('acknowledged', ids.length);
    this.reporter.progress(this.name);
    if (fault === 'unknown-outcome') this.reporter.hit(fault);
    if (!this.#failedAt) return;
    this.reporter.recovered(this.#failedAt.fault, Date.now() - this.#failedAt.time);
    this.#failedAt = null;
  }

  #undone(fault, events) {
    this.journal.write(['undone', fault, events.map(({ id }) => id)]);
  }

  #failed(fault) {
    if (fault === 'version-conflict') this.reporter.hit(fault);
    this.#failedAt ??= { fault, time: Date.now() };
  }
}

class ChangedItsMind extends Error {}
