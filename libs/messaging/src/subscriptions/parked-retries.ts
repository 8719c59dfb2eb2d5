import { backoffDelay, pause, type Backoff } from '@edda/kernel';
import type { DeliveryAttempt } from './delivery-attempt.js';
import { describeFailure, isRetryable, isUnavailable } from './failures.js';
import type { ParkedMessage, ParkedMessages } from './parked-messages.js';
import type { RunnerOptions } from './runner-options.js';

/** Between attempts of a parked message. */
export const PARKED_BACKOFF: Backoff = { initial: 1000, factor: 2, max: 60_000, jitter: 0.2 };
const MAX_ATTEMPTS = 25;
/** How often to look while something is parked. */
const POLL_MS = 1000;
/** Else: another instance may have parked something and gone. Rare, so that an idle service needs no connection for it. */
const IDLE_POLL_MS = 30_000;
/** How long another instance leaves a parked message alone that this one has taken on. */
const CLAIM_MS = 30_000;

/** Tries the parked messages of one subscription again, each key's in their order. */
export class ParkedRetries {
  private readonly stopping = new AbortController();
  private running: Promise<void> | null = null;
  private sleeping = new AbortController();

  /** @param isMember whether this instance takes part in the subscription at the moment */
  constructor(
    private readonly parked: ParkedMessages,
    private readonly attempt: DeliveryAttempt,
    private readonly isMember: () => boolean,
    private readonly logger: RunnerOptions['logger'],
  ) {}

  start(): void {
    this.running ??= this.run();
  }

  /** Something was parked just now. */
  wake(): void {
    this.sleeping.abort();
  }

  /** Begins no other attempt and waits for the running one, up to the deadline (milliseconds). */
  async stop(deadlineMs: number): Promise<void> {
    this.stopping.abort();
    const done = new AbortController();
    await Promise.race([this.running, pause(deadlineMs, done.signal)]);
    done.abort();
  }

  private async run(): Promise<void> {
    for (let busy = true; !this.stopping.signal.aborted;) {
      if (!busy) await pause(IDLE_POLL_MS, AbortSignal.any([this.sleeping.signal, this.stopping.signal]));
      await pause(POLL_MS, this.stopping.signal);
      this.sleeping = new AbortController();
      try {
        if (this.isMember()) await this.retryDue();
        busy = await this.parked.someWait();
      } catch (error) {
        this.logger.warn('Parked messages cannot be read; trying again.', { error });
      }
    }
  }

  private async retryDue(): Promise<void> {
    for (let due = await this.parked.due(50); due.length > 0; due = await this.parked.due(50)) {
      for (const message of due) {
        if (this.stopping.signal.aborted) return;
        if (await this.parked.claim(message.id, CLAIM_MS)) await this.retry(message);
      }
    }
  }

  private async retry(message: ParkedMessage): Promise<void> {
    const error = await this.attempt.run(message.record);
    if (error === null) {
      await this.parked.remove(message.id);
      return;
    }
    const attempts = message.attempts + 1;
    const isDead = !isRetryable(error) || (attempts >= MAX_ATTEMPTS && !isUnavailable(error));
    const failure = describeFailure(error);
    if (isDead) this.attempt.report('error', 'A message is given up and holds its key.', message.record, failure);
    await this.parked.failedAgain(message.id, isDead ? null : backoffDelay(attempts, PARKED_BACKOFF), failure);
  }
}
