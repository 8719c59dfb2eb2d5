import { setTimeout as delay } from 'node:timers/promises';
import { newId } from '@edda/kernel';
import { isDeadlock, kindOf } from '../lib/failures.mjs';
import { LedgerMoved } from './messages.mjs';
import { RawTransaction } from './raw-transaction.mjs';

const RETRY_MS = 100;

/** The ways to write, each tried again until the store has answered, with the same ids. */
export class Attempts {
  /** @param {{ store: import('@edda/event-store').PostgresEventStore, pool: import('pg').Pool, random: import('../lib/random.mjs').Random, outcomes: import('./outcomes.mjs').Outcomes, without?: string }} parts */
  constructor({ store, pool, random, outcomes, without }) {
    Object.assign(this, { store, pool, random, outcomes, without });
  }

  /**
   * Appends until the store has answered, with the same ids each time.
   *
   * @returns false at a conflict
   */
  async append(stream, events, expected, fault = events[0].data.fault) {
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
          this.outcomes.undone(row, events);
          return false;
        }
        if (same) this.#mustAgree(result, same, events);
        this.outcomes.acknowledged(row, stream, events, result.version, result.position);
        if (this.random.chance(0.03)) await this.#repeat(stream, events, asked, result);
        return true;
      } catch (error) {
        const kind = kindOf(error);
        if (kind === 'unexpected') throw error;
        if (kind === 'unknown') {
          row = 'unknown-outcome';
          this.outcomes.failed(row);
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
  async unitOfWork(fault, appends, options) {
    const operation = newId();
    let row = fault;
    for (;;) {
      try {
        const outcome = await this.runOnce(operation, appends, options);
        for (const { stream, events } of appends) {
          if (outcome.committed) this.outcomes.acknowledged(row, stream, events, null, null);
          else this.outcomes.undone(row, events);
        }
        return outcome.committed;
      } catch (error) {
        const kind = kindOf(error);
        if (kind === 'unexpected') throw error;
        if (isDeadlock(error)) this.outcomes.deadlocked();
        if (kind === 'unknown') row = 'unknown-outcome';
        this.outcomes.failed(kind === 'unknown' ? row : 'lock-order');
        await delay(RETRY_MS * this.random.next());
      }
    }
  }

  runOnce(operation, appends, { delayMs = 0, fails = false, totals = [] }) {
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

  /** @returns false when nobody knows whether it was committed */
  async byHand(work) {
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

  async versionOf(stream) {
    for (;;) {
      try {
        return (await this.store.streamState(stream))?.version ?? 0;
      } catch (error) {
        if (kindOf(error) === 'unexpected') throw error;
        await delay(RETRY_MS);
      }
    }
  }
}
