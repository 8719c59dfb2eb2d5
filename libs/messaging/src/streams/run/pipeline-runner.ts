import { backoffDelay, EddaError, pause, type Backoff } from '@edda/kernel';
import type { TopicPartition } from '../../broker/broker.js';
import type { Delivery } from '../../envelope/delivery.js';
import { addEntries, areMoreThan } from '../state/entries.js';
import { saveTimes } from '../state/partition-times.js';
import { registerPipeline, watermarkOf } from '../state/pipeline-row.js';
import { someAreOpen } from '../state/due-windows.js';
import { handOver } from './hand-over.js';
import { lateOutlet } from './late-outlet.js';
import { mergeBatch, type MergedBatch } from './merge-batch.js';
import { PartitionClock } from './partition-clock.js';
import type { RunningPipeline } from './running-pipeline.js';
import { windowOutlet } from './window-outlet.js';

/** Rare, so that an idle service needs no connection for it: what has expired is removed, also what others left behind. */
const IDLE_MS = 30_000;
/** Between turns that fail. */
const BACKOFF: Backoff = { initial: 1000, factor: 2, max: IDLE_MS, jitter: 0.2 };
/** Contributions that may wait while they cannot be merged; then the subscription waits. */
const MAX_WAITING = 100_000;

/** Runs a windowed pipeline in one process: notes what messages contribute, merges it, and hands windows over. */
export class PipelineRunner {
  private readonly times = new PartitionClock();
  private readonly stopping = new AbortController();
  private sleeping = new AbortController();
  private looping: Promise<void> = Promise.resolve();
  private isBlocked = false;
  private failures = 0;

  /** @param intervalMs how often what was contributed is merged and handed over */
  constructor(
    private readonly running: RunningPipeline,
    private readonly intervalMs: number,
  ) {}

  /**
   * Resolves when the pipeline has its row.
   *
   * @param partitions those of its topics: until they are heard of, or idle, they hold the watermark
   * @throws EddaError `STREAM.REDEFINED`
   */
  async prepare(partitions: readonly TopicPartition[]): Promise<void> {
    const { unitOfWork, name, pipeline, clock } = this.running;
    const now = clock.now();
    await registerPipeline(unitOfWork.pool, name, pipeline, now);
    const unheard = partitions.map(({ topic, partition }) => ({ topic, partition, time: null }));
    await saveTimes(unitOfWork.pool, name, unheard, now);
  }

  start(): void {
    this.looping = this.loop();
  }

  /** Begins nothing more and waits for what is under way. What is left goes on at the next start, or elsewhere. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.looping;
  }

  /** Notes what a message contributes, in its unit of work. @throws EddaError `STREAM.BEHIND` */
  async handle(delivery: Delivery): Promise<void> {
    const { unitOfWork, name, pipeline } = this.running;
    if (this.isBlocked) throw behind(name);
    this.times.begun(delivery);
    let handledAt: number | null = null;
    try {
      const time = pipeline.source.timeOf(delivery);
      const contributions = await pipeline.contributions(delivery);
      if (contributions.length > 0) {
        await addEntries(await unitOfWork.manager(), name, { tenantId: delivery.tenantId, time }, contributions);
      }
      handledAt = time;
    } finally {
      this.times.ended(delivery, handledAt);
      this.sleeping.abort();
    }
  }

  /** Merges what has come, moves the watermark, hands over what is due. */
  async turn(): Promise<void> {
    const { unitOfWork, name, pipeline, clock } = this.running;
    const { signal } = this.stopping;
    const now = clock.now();
    await saveTimes(unitOfWork.pool, name, this.times.take(now.getTime()), now);
    for (;;) {
      const batch = await mergeBatch(this.running);
      if (batch) this.report(batch);
      if (!batch?.isFull || signal.aborted) break;
    }
    const watermark = (await watermarkOf(unitOfWork.pool, name)) ?? new Date(0);
    await handOver(this.running, windowOutlet(this.running, watermark), signal);
    if (pipeline.tellsLate) await handOver(this.running, lateOutlet(this.running), signal);
  }

  private report({ late, refused }: MergedBatch): void {
    const { name, pipeline, logger, metrics } = this.running;
    for (let count = late; count > 0; count--) metrics.late(name);
    if (late > 0 && !pipeline.tellsLate) {
      logger.warn('Values came too late for their windows and are left out.', { stream: name, late });
    }
    if (refused > 0) {
      const { maxWindows } = pipeline.windowing;
      logger.warn('There are as many windows as there may be; values are left out.', {
        stream: name,
        refused,
        maxWindows,
      });
    }
  }

  private async loop(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const woken = (this.sleeping = new AbortController());
      const busy = await this.tryTurn();
      await pause(this.failures > 0 ? backoffDelay(this.failures, BACKOFF) : this.intervalMs, signal);
      if (!busy) await pause(IDLE_MS - this.intervalMs, AbortSignal.any([woken.signal, signal]));
    }
  }

  /** @returns whether another turn must follow soon */
  private async tryTurn(): Promise<boolean> {
    const { unitOfWork, name, logger } = this.running;
    try {
      await this.turn();
      this.failures = 0;
      this.isBlocked = await areMoreThan(unitOfWork.pool, name, MAX_WAITING);
      return this.isBlocked || (await someAreOpen(unitOfWork.pool, name));
    } catch (error) {
      this.failures++;
      logger.warn('A stream cannot go on; it tries again.', { stream: name, failures: this.failures, error });
      this.isBlocked = await areMoreThan(unitOfWork.pool, name, MAX_WAITING).catch(() => this.isBlocked);
      return true;
    }
  }
}

function behind(name: string): EddaError {
  return new EddaError(
    'unavailable',
    'STREAM.BEHIND',
    `The stream ${name} has more than ${MAX_WAITING} contributions that are not merged: it takes no more until they are.`,
  );
}
