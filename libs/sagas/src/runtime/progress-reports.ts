import { EddaError } from '@edda/kernel';
import type { ActionRef } from '../engine/turn.js';
import { keptJson } from '../inbox/inbox-message.js';
import type { InstanceInHand } from './instance-in-hand.js';
import { progressKey, saveProgress } from './progress.js';

/** How often what is reported is written, in milliseconds. */
const EVERY_MS = 500;

/** What one attempt tells of how far it has come: the last of it is kept, at most so often. */
export class ProgressReports {
  private waiting: string | null = null;
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> = Promise.resolve();
  private writtenAt = -EVERY_MS;
  private isStopped = false;

  constructor(
    private readonly hand: InstanceInHand,
    private readonly ref: ActionRef,
  ) {}

  /** What was reported last, also by an attempt before; null when nothing was. */
  get last(): unknown {
    return this.hand.progress.get(progressKey(this.ref)) ?? null;
  }

  /** @throws EddaError `SAGA.MESSAGE_TOO_LARGE`, `SAGA.MESSAGE_INVALID` */
  report(value: unknown): void {
    if (this.isStopped || this.ref.compensation) return;
    this.waiting = keptJson(value, `progress of ${this.ref.step}`);
    this.hand.progress.set(progressKey(this.ref), JSON.parse(this.waiting));
    this.timer ??= setTimeout(() => this.write(), Math.max(0, this.writtenAt + EVERY_MS - performance.now()));
  }

  /** Writes what is left; nothing is taken any more. */
  async stop(): Promise<void> {
    this.isStopped = true;
    if (this.waiting !== null) this.write();
    await this.writing;
  }

  private write(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const json = this.waiting;
    if (json === null) return;
    this.waiting = null;
    this.writtenAt = performance.now();
    this.writing = this.writing.then(() => this.save(json));
  }

  /** That it could not be written is no fault of the work: the next one may be. */
  private async save(json: string): Promise<void> {
    const { parts, id } = this.hand;
    try {
      await saveProgress(parts.client, id, this.ref, json);
    } catch (error) {
      const text = error instanceof EddaError || !(error instanceof Error) ? error : error.message;
      parts.logger.debug('The progress of a saga could not be kept.', this.hand.describe(text));
    }
  }
}
