import { setTimeout as delay } from 'node:timers/promises';

const RUNNING = `
  select id, version, saga, status from saga_instances
   where ended_at is null and status in ('running', 'compensating') order by id desc limit 300`;

/** What somebody does to running sagas at random; each is told by its reason. */
const WEIGHTS = { paused: 5, cancelled: 2, released: 1, skipped: 1, retried: 3, migrated: 6 };

/** Pauses, resumes, cancels, skips, retries and migrates running sagas, and decides about those that are stuck. */
export class Clerk {
  #count = 0;
  /** What is done first, so that nothing of it is left to chance alone. */
  #first = [];
  #background = new Set();

  /** @param {{ cast, pool, plan, random }} parts */
  constructor(parts) {
    Object.assign(this, parts);
    const each = Object.keys(WEIGHTS);
    this.#first = this.random.shuffle([...each, ...each, ...each]);
  }

  /** @param {() => boolean} isEnough */
  async run(isEnough) {
    const { random, plan } = this;
    while (!isEnough()) {
      await this.#meddle().catch(() => undefined);
      await this.decide().catch(() => undefined);
      await delay(random.between(0, 2 * plan.meddling));
    }
    await Promise.all(this.#background);
  }

  /** Lets every saga that is stuck go on. @returns how many there were */
  async decide() {
    const { random, pool } = this;
    const { rows } = await pool.query(`select id from saga_instances where status = 'stuck' limit 20`);
    for (const { id } of rows) {
      if (random.chance(0.7)) {
        await pool.query('insert into chaos_mended values ($1) on conflict do nothing', [id]);
        await this.#control(id, { action: 'retry' });
      } else await this.#control(id, { action: 'skip' });
    }
    return rows.length;
  }

  /** Lets every saga that is paused go on: nothing may stay so because of a resumption that was refused. */
  async resumeAll() {
    const { rows } = await this.pool.query(`select id from saga_instances where status = 'paused'`);
    for (const { id } of rows) await this.#control(id, { action: 'resume' });
    return rows.length;
  }

  async #meddle() {
    const { random } = this;
    const fault = this.#first[0] ?? random.weighted(WEIGHTS);
    const { rows } = await this.pool.query(RUNNING);
    const suited = rows.filter((row) => this.#suits(fault, row));
    if (suited.length === 0) {
      this.#first = random.shuffle(this.#first);
      return;
    }
    this.#first.shift();
    const one = random.pick(suited);
    const controls = {
      paused: { action: 'pause' },
      cancelled: { action: 'cancel', compensate: true },
      released: { action: 'cancel', compensate: false },
      skipped: { action: 'skip' },
      retried: { action: 'retry' },
      migrated: { action: 'migrate', toVersion: '1.1.0' },
    };
    await this.#control(one.id, controls[fault]);
    if (fault === 'paused') this.#later(() => this.#control(one.id, { action: 'resume' }));
  }

  /** Whether it is worth trying: what goes back is not cancelled any more, and not taken over. */
  #suits(fault, { saga, version, status }) {
    if (fault === 'paused' || fault === 'retried' || fault === 'skipped') return true;
    if (status !== 'running') return false;
    return fault !== 'migrated' || (this.cast.isDeploying && saga === 'voyage' && version === '1.0.0');
  }

  #later(work) {
    const done = delay(this.random.between(50, 1_500))
      .then(work)
      .finally(() => this.#background.delete(done));
    this.#background.add(done);
  }

  async #control(sagaId, control) {
    const { cast, random } = this;
    const reason = `${control.action} ${++this.#count}`;
    await cast.anyWorker(random, 'control', { sagaId, control: { ...control, by: 'clerk', reason } });
  }
}
