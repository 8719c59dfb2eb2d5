import { backoffDelay, EddaError, pause } from '@edda/kernel';
import type { SqlClient } from '../sql-client.js';
import { appendBatch } from './append-batch.js';
import { appendError } from './append-error.js';
import type { AppendOutcome } from './append-outcome.js';
import { appendSealed, tryAppendSealed } from './append-stream.js';
import { isLostConnection, mayComeAgain, OUTAGE_BACKOFF, OUTAGE_PATIENCE_MS } from './lost-connection.js';
import type { SealedAppend } from './sealed-append.js';
import { streamKey } from './stream-key.js';
import { StreamQueues } from './stream-queues.js';

/** An append and who waits for its outcome. */
interface Waiting {
  append: SealedAppend;
  /** When it was first sent in vain, in milliseconds of the process's clock. */
  failedAt: number | null;
  failures: number;
  resolve: (outcome: AppendOutcome) => void;
  reject: (error: unknown) => void;
}

/** While a call is under way, arrivals gather for the next one; a second call starts beside it when so many wait. */
const CROWD = 8;

/** In one batch, so that none takes long. */
const MAX_APPENDS = 128;
const MAX_SIZE = 1024 * 1024;

/** Appends sent alone at once that wait for locks, and as many of those that failed together with others. */
const MOST_ALONE = 4;

const LOCKED_PAUSE_MS = 5;

/**
 * Sends concurrent appends to different streams in one call with one commit, each with an outcome of its own.
 *
 * With nothing under way an append is sent at once and alone. Appends to one stream keep the order of their calls: the
 * next one is sent when the one before is done. One that fails together with others is sent again alone, so that it fails
 * alone; one whose stream is locked waits for it on a connection of its own, and where there is none left comes again.
 *
 * A batch cannot take part in a deadlock: it never waits for a lock on a stream.
 */
export class GroupCommit {
  private readonly queues = new StreamQueues<Waiting>();
  private readonly failed: Waiting[] = [];
  private readonly alone: number;
  private batches = 0;
  private repeating = 0;
  private waitingForLocks = 0;
  private scheduled = false;
  private closed = false;
  private readonly whenIdle: (() => void)[] = [];

  /**
   * @param client each of its statements on any connection, committed by itself
   * @param poolSize how many connections there are: at most a quarter of them is kept waiting for locks
   * @param patienceMs how long an append outlasts a database that is away, in milliseconds
   */
  constructor(
    private readonly client: SqlClient,
    poolSize: number,
    private readonly patienceMs = OUTAGE_PATIENCE_MS,
  ) {
    this.alone = Math.max(1, Math.min(MOST_ALONE, Math.floor(poolSize / 4)));
  }

  /** @throws EddaError `EVENT_STORE_CLOSED` */
  assertOpen(): void {
    if (this.closed) throw hasClosed();
  }

  /** @throws EddaError those of the append, and `EVENT_STORE_UNAVAILABLE` when the database stays away */
  append(append: SealedAppend): Promise<AppendOutcome> {
    if (this.closed) return Promise.reject(hasClosed());
    return new Promise((resolve, reject) => {
      this.queues.add(streamKey(append.stream), { append, failedAt: null, failures: 0, resolve, reject });
      this.schedule();
    });
  }

  /** Takes no more appends; resolves when those under way are done. */
  async close(): Promise<void> {
    this.closed = true;
    if (this.queues.isEmpty) return;
    await new Promise<void>((resolve) => this.whenIdle.push(resolve));
  }

  /** After all that runs now: what it appends goes together, also what those append whose outcome has just come. */
  private schedule(): void {
    if (this.scheduled || !this.mayBegin) return;
    this.scheduled = true;
    process.nextTick(() => {
      this.scheduled = false;
      while (this.mayBegin) void this.sendNext();
    });
  }

  private get mayBegin(): boolean {
    return this.batches === 0 ? this.queues.ready > 0 : this.batches === 1 && this.queues.ready >= CROWD;
  }

  private async sendNext(): Promise<void> {
    const batch = this.nextBatch();
    this.batches++;
    try {
      await this.sendTogether(batch);
    } catch (error) {
      if (isLostConnection(error)) await this.comeAgain(batch, error);
      else if (batch.length === 1 && !mayComeAgain(error)) this.fail(batch, error);
      else this.sendEachAlone(batch);
    }
    this.batches--;
    this.schedule();
  }

  private nextBatch(): Waiting[] {
    let size = 0;
    return this.queues.take(MAX_APPENDS, ({ append }) => {
      size += append.size;
      return size <= MAX_SIZE;
    });
  }

  private async sendTogether(batch: Waiting[]): Promise<void> {
    if (batch.length === 1 && batch[0]) return this.sendSingle(batch[0]);
    const outcomes = await appendBatch(
      this.client,
      batch.map(({ append }) => append),
    );
    batch.forEach((waiting, index) => {
      const outcome = outcomes[index];
      if (outcome === undefined || outcome === 'alone') this.waitForLock(waiting);
      // Which of the projections that were named by all of them has moved is not known.
      else if (outcome === 'projection-moved') this.sendEachAlone([waiting]);
      else this.settle(waiting, outcome);
    });
  }

  private async sendSingle(waiting: Waiting): Promise<void> {
    const outcome = await tryAppendSealed(this.client, waiting.append);
    if (outcome === 'busy') this.waitForLock(waiting);
    else this.settle(waiting, outcome);
  }

  private waitForLock(waiting: Waiting): void {
    if (this.waitingForLocks < this.alone) {
      this.waitingForLocks++;
      void this.sendAlone(waiting).finally(() => this.waitingForLocks--);
    } else {
      setTimeout(() => this.sendAgain(waiting), LOCKED_PAUSE_MS);
    }
  }

  private sendEachAlone(batch: readonly Waiting[]): void {
    this.failed.push(...batch);
    while (this.repeating < this.alone && this.failed.length > 0) void this.repeatFailed();
  }

  private async repeatFailed(): Promise<void> {
    this.repeating++;
    for (let next = this.failed.shift(); next; next = this.failed.shift()) await this.sendAlone(next);
    this.repeating--;
  }

  private async sendAlone(waiting: Waiting): Promise<void> {
    try {
      this.settle(waiting, await appendSealed(this.client, waiting.append));
    } catch (error) {
      if (mayComeAgain(error)) await this.comeAgain([waiting], error);
      else this.fail([waiting], error);
    }
  }

  /** Nobody knows whether they were written: sent with the same ids they are written once. */
  private async comeAgain(batch: readonly Waiting[], error: unknown): Promise<void> {
    const now = performance.now();
    const patient = batch.filter((waiting) => now - (waiting.failedAt ??= now) < this.patienceMs);
    this.fail(
      batch.filter((waiting) => !patient.includes(waiting)),
      error,
    );
    if (patient.length === 0) return;
    const attempt = Math.max(...patient.map((waiting) => ++waiting.failures));
    await pause(backoffDelay(attempt, OUTAGE_BACKOFF));
    for (const waiting of patient) this.sendAgain(waiting);
  }

  private sendAgain(waiting: Waiting): void {
    this.queues.putBack(waiting);
    this.schedule();
  }

  private settle(waiting: Waiting, outcome: AppendOutcome): void {
    waiting.resolve(outcome);
    this.done(waiting);
  }

  private fail(batch: readonly Waiting[], error: unknown): void {
    for (const waiting of batch) {
      waiting.reject(appendError(error, waiting.append));
      this.done(waiting);
    }
  }

  private done(waiting: Waiting): void {
    this.queues.done(streamKey(waiting.append.stream));
    this.schedule();
    if (this.queues.isEmpty) for (const idle of this.whenIdle.splice(0)) idle();
  }
}

function hasClosed(): EddaError {
  return new EddaError(
    'unavailable',
    'EVENT_STORE_CLOSED',
    'The event store was closed: nothing can be appended to it any more.',
  );
}
