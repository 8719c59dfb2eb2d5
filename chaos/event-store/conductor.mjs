import { setTimeout as delay } from 'node:timers/promises';
import { message } from '@edda/event-schemas';
import { newId } from '@edda/kernel';
import { CALM } from './faults.mjs';
import { NoteTaken } from './messages.mjs';
import { RawTransaction } from './raw-transaction.mjs';
import { FEEDS, newNote } from './streams.mjs';
import { within } from '../lib/within.mjs';

const OURS = 'chaos conductor';
const FROZEN_AT_MOST_MS = 100_000;
const REBUILT_AT_MOST_MS = 240_000;

/** Does to the server and the processes, one after the other, what the plan says, and waits for each to be recovered from. */
export class Conductor {
  hits = {};
  /** Who never came forward again, by fault. */
  stuck = [];
  #background = [];

  /** @param {{ server, pool, cast, plan, random, recovery, journal, say }} parts */
  constructor(parts) {
    Object.assign(this, parts);
  }

  async run() {
    const { plan, random } = this;
    const steps = random.shuffle(Object.entries(plan.steps).flatMap(([fault, times]) => Array(times).fill(fault)));
    await this.#untilAllMove();
    for (const [index, fault] of steps.entries()) {
      if (index === Math.floor(steps.length / 2)) await this.cast.observer.tell('follow', 'late');
      await delay(random.between(100, 600));
      this.say(`${index + 1} of ${steps.length}: ${fault}`);
      await this.#mark(fault);
      await this.#steps[fault]();
      await this.#mark(CALM);
    }
    if (steps.length === 0) await this.cast.observer.tell('follow', 'late');
    await Promise.all(this.#background);
    while (this.cast.acknowledged() < plan.events) await delay(100);
  }

  #steps = {
    'server-killed': async () => {
      await delay(this.random.between(50, 400));
      await this.server.kill();
      await delay(this.random.between(0, 800));
      await this.server.startAgain();
      await this.#healed('server-killed');
    },

    'connections-dropped': async () => {
      const backends = await this.#query(
        'select pid from pg_stat_activity where datname = current_database() and application_name <> $1 order by pid',
        [OURS],
      );
      const share = this.random.pick([0.1, 0.5, 1]);
      const chosen = this.random.shuffle(backends).slice(0, Math.ceil(backends.length * share));
      await this.#query('select pg_terminate_backend(pid) from unnest($1::int[]) as pid', [
        chosen.map(({ pid }) => pid),
      ]);
      await this.#healed('connections-dropped');
    },

    'subscriber-killed': async () => {
      const { lone } = this.cast;
      await lone.kill();
      await delay(this.random.between(50, 1000));
      const startedAt = Date.now();
      await lone.start();
      await this.#healed('subscriber-killed', startedAt, ['lone']);
    },

    'group-member-killed': async () => {
      const { member, streams } = this.#ownerInGroup();
      await member.kill();
      await this.#healed('group-member-killed', Date.now(), ['group'], { streams });
      await member.start();
    },

    'member-frozen': async () => {
      const { member, streams } = this.#ownerInGroup();
      member.freeze();
      try {
        await this.#healed('member-frozen', Date.now(), ['group'], { streams, timeout: FROZEN_AT_MOST_MS });
      } finally {
        member.thaw();
      }
      await delay(this.random.between(200, 600));
    },

    'writer-killed': async () => {
      const writer = this.random.pick(this.cast.writers);
      await writer.kill();
      await delay(this.random.between(50, 500));
      const startedAt = Date.now();
      await writer.start();
      await this.#healed('writer-killed', startedAt, [writer.name]);
    },

    'projection-rebuilt': async () => {
      const startedAt = Date.now();
      const rebuilt = await within(REBUILT_AT_MOST_MS + 1000, this.cast.observer.tell('rebuild', REBUILT_AT_MOST_MS));
      this.hits['projection-rebuilt'] = (this.hits['projection-rebuilt'] ?? 0) + 1;
      if (rebuilt) this.recovery.add('projection-rebuilt', Date.now() - startedAt);
      else this.stuck.push({ fault: 'projection-rebuilt', name: 'the rebuild' });
    },

    'held-unit-of-work': async () => {
      const streams = [newNote(this.random, newId()), ...(this.random.chance(0.5) ? [this.random.pick(FEEDS)] : [])];
      const appends = streams.map((stream) => [stream, this.#events('held-unit-of-work', 1)]);
      await RawTransaction.run(this.pool, async (transaction) => {
        for (const [stream, events] of appends) await transaction.append(stream, events, 'any');
        await delay(this.plan.holdMs / 2);
        await this.cast.lone.kill();
        await this.cast.lone.start();
        await delay(this.plan.holdMs / 2);
        await transaction.commit();
      });
      for (const [stream, events] of appends) this.#acknowledged('held-unit-of-work', stream, events);
      await this.#healed('held-unit-of-work', Date.now(), this.cast.readers());
    },

    'long-transaction': async () => {
      const open = RawTransaction.run(this.pool, async (transaction) => {
        await transaction.query('set transaction isolation level repeatable read');
        await transaction.query('select position from events limit 1');
        await transaction.query(`insert into chaos_elsewhere (note) values ('long')`);
        await delay(this.plan.longMs);
        await transaction.commit();
      });
      // A kill of the server ends it too.
      this.#background.push(open.catch(() => undefined));
      await this.#healed('long-transaction', Date.now() + 50, this.cast.readers());
    },

    'sequence-fell-back': async () => {
      for (let attempt = 1; attempt <= 10; attempt++) {
        await Promise.all(this.cast.writers.map((writer) => within(15_000, writer.tell('pause'))));
        await delay(this.random.between(200, 600));
        // A commit of a subscriber, of a lease as well, would write out that they were drawn.
        const quiet = attempt > 1 || this.random.chance(0.5);
        if (quiet) for (const subscriber of this.cast.subscribers()) subscriber.freeze();
        const drawn = await this.#drawAndUndo();
        await delay(this.random.between(0, 1500));
        await this.server.kill();
        if (quiet) for (const subscriber of this.cast.subscribers()) subscriber.thaw();
        await this.server.startAgain();
        const fellBack = (await this.#lastDrawn()) < drawn;
        await Promise.all(this.cast.writers.map((writer) => within(15_000, writer.tell('resume'))));
        await this.#healed(fellBack ? 'sequence-fell-back' : null);
        if (fellBack) return;
      }
    },
  };

  /** Positions that no event will have, if the server is killed before it writes anything else out. */
  async #drawAndUndo() {
    const events = this.#events('sequence-fell-back', 150);
    await RawTransaction.run(this.pool, async (transaction) => {
      await transaction.append(newNote(this.random, newId()), events, 'none');
      await transaction.rollback();
    });
    this.journal.write(['undone', 'sequence-fell-back', events.map(({ id }) => id)]);
    return this.#lastDrawn();
  }

  async #lastDrawn() {
    const [{ last }] = await this.#query('select last_value::float8 as last from events_position_seq');
    return last;
  }

  /** Waits until each of them comes forward again. @param {string | null} fault null: what was to happen did not */
  async #healed(
    fault,
    at = Date.now(),
    who = [...this.cast.readers(), ...this.cast.writers.map(({ name }) => name)],
    options,
  ) {
    if (fault) this.hits[fault] = (this.hits[fault] ?? 0) + 1;
    const left = await this.recovery.awaited(fault, at, who, options);
    for (const name of left) {
      this.say(`${name} has not come forward after ${fault ?? 'a kill of the server'}.`);
      this.stuck.push({ fault: fault ?? 'server-killed', name });
    }
  }

  /** A member of the group that has something to lose. */
  #ownerInGroup() {
    for (const member of this.random.shuffle(this.cast.members)) {
      const streams = this.recovery.streamsOf(member.name, 'group').filter((stream) => !stream.includes('/note-'));
      if (streams.length > 0) return { member, streams };
    }
    throw new Error('No member of the group handles anything.');
  }

  async #untilAllMove() {
    const who = [...this.cast.readers(), ...this.cast.writers.map(({ name }) => name)];
    const left = await this.recovery.awaited(null, 0, who);
    if (left.length > 0) throw new Error(`${left.join(', ')} did not begin to work.`);
  }

  async #mark(fault) {
    const running = this.cast.writers.filter(({ isRunning }) => isRunning);
    await Promise.all(running.map((writer) => writer.tell('fault', fault).catch(() => undefined)));
  }

  #events(fault, count) {
    const operation = newId();
    return Array.from({ length: count }, () => ({
      ...message(NoteTaken, { operation, fault, text: 'by the conductor' }),
      id: newId(),
    }));
  }

  #acknowledged(fault, { tenantId, streamId }, events) {
    this.journal.write(['acknowledged', fault, tenantId, streamId, null, null, events.map(({ id }) => id)]);
  }

  async #query(sql, parameters) {
    return (await this.pool.query(sql, parameters)).rows;
  }
}

/** What the conductor's connections are called, so that it does not drop its own. */
export const CONDUCTOR_NAME = OURS;
