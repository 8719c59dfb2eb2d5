import { backoffDelay, pause } from '@edda/kernel';
import type { AssignedPartition, BrokerRecord, PartitionHandler } from '../broker/broker.js';
import type { DirectDelivery } from './direct-delivery.js';
import { handledAmong } from './inbox.js';
import { decide, type Verdict } from './key-row.js';
import { PartitionWindow } from './partition-window.js';
import { isFor, received, type ReceivedRecord } from './received-record.js';
import type { SubscriptionParts } from './subscription-parts.js';

const TROUBLE = { initial: 50, factor: 2, max: 2000, jitter: 0.3 };

/**
 * Takes the records of a partition over and puts each into the lane of its key. No more than the policy's `prefetch` are
 * taken over and not finished; what is finished is told up to the lowest one that is not.
 */
export class PartitionIntake implements PartitionHandler {
  private readonly window = new PartitionWindow();
  private readonly halt = new AbortController();
  private readonly refreshed: Promise<void>;
  private running = 0;
  private waitsForRoom: (() => void) | null = null;
  private idle: (() => void)[] = [];

  /** @param onFinished told of every record */
  constructor(
    private readonly parts: SubscriptionParts,
    private readonly direct: DirectDelivery,
    private readonly partition: AssignedPartition,
    private readonly maxBatch: number,
    private readonly onFinished: () => void,
  ) {
    if (partition.signal.aborted) this.halt.abort();
    partition.signal.addEventListener('abort', () => this.stop(), { once: true });
    this.refreshed = this.untilItWorks(() => parts.rows.refresh((key) => parts.advances.isMoving(key)));
  }

  async take(records: readonly BrokerRecord[]): Promise<void> {
    const { signal } = this.halt;
    await this.refreshed;
    if (signal.aborted) return;
    const items: ReceivedRecord[] = [];
    const foreign: BrokerRecord[] = [];
    const lowestUnfinished = (): number | null => (this.partition.signal.aborted ? null : this.window.low);
    for (const record of records) {
      // The driver hands records over again after a failure of its own.
      if (!this.window.add(record.offset)) continue;
      if (isFor(record, this.parts.group)) {
        items.push({ ...received(record, this.parts.subscription), lowestUnfinished });
      } else foreign.push(record);
    }
    for (const record of foreign) this.finish(record);
    let handled: Set<string> = new Set();
    await this.untilItWorks(async () => void (handled = await this.lookUp(items)));
    if (signal.aborted) return;
    for (const item of items) this.enqueue(item, handled.has(item.id));
    await this.room();
    await this.parts.parked.hasRoom(signal);
  }

  async drain(): Promise<void> {
    this.stop();
    if (this.running > 0) await new Promise<void>((resolve) => this.idle.push(resolve));
  }

  /** Reads what is known of the records' keys, and which of them were handled by their id. */
  private async lookUp(items: readonly ReceivedRecord[]): Promise<Set<string>> {
    const { checksInbox, client, group, rows, subscription } = this.parts;
    if (subscription.policy.guarantee === 'at-least-once') return new Set();
    const ids = items.filter(({ tracking }) => tracking === 'inbox' || (checksInbox && tracking === 'sequence'));
    const [handled] = await Promise.all([
      ids.length > 0
        ? handledAmong(
            client,
            group,
            ids.map(({ id }) => id),
          )
        : new Set<string>(),
      rows.load(items.map(({ lane }) => lane)),
    ]);
    return handled;
  }

  private enqueue(item: ReceivedRecord, wasHandled: boolean): void {
    if (item.isWanted) this.parts.metrics.consumed(item.labels);
    if (wasHandled) this.parts.metrics.duplicate(item.labels);
    this.parts.lanes.push(item.lane, () => this.process(item, wasHandled));
  }

  private async process(item: ReceivedRecord, wasHandled: boolean): Promise<void> {
    const { signal } = this.halt;
    if (signal.aborted) return;
    this.running++;
    if (!item.isWanted || wasHandled) {
      if (item.tracking !== 'sequence' || item.sequence === null) {
        this.ended(item, true);
        return;
      }
      if (await this.passOver(item, item.sequence, wasHandled)) return;
    }
    this.ended(item, await this.direct.bring(item, signal));
  }

  /**
   * Moves the key past a record that no handler gets; its lane goes on before that is written.
   *
   * @returns false when it must be parked like any other
   */
  private async passOver(item: ReceivedRecord, sequence: number, wasHandled: boolean): Promise<boolean> {
    const { advances, rows, strict } = this.parts;
    let verdict: Verdict | null = null;
    await this.untilItWorks(async () => {
      const row = await this.parts.rowOf(item.lane);
      verdict = decide(row, item, strict);
      // What was handled by its id was handled in order.
      if (verdict !== 'handle' && !(wasHandled && verdict === 'gap')) return;
      rows.set(item.lane, { ...row, last: sequence });
      verdict = 'handle';
      void advances.move(item.lane, row.last, sequence).then((moved) => this.passedOver(item, wasHandled, moved));
    });
    if (verdict === 'handle') return true;
    if (verdict !== null && verdict !== 'duplicate' && !wasHandled) return false;
    this.ended(item, verdict !== null);
    return true;
  }

  private passedOver(item: ReceivedRecord, wasHandled: boolean, moved: boolean): void {
    const { lanes, rows, wake } = this.parts;
    this.ended(item, moved);
    if (moved) {
      if (rows.peek(item.lane)?.state === 'gap') wake();
      return;
    }
    rows.forget(item.lane);
    lanes.push(item.lane, async () => {
      await pause(50, this.halt.signal);
      await this.process(item, wasHandled);
    });
  }

  private ended({ record }: ReceivedRecord, isFinished: boolean): void {
    this.running--;
    if (isFinished) this.finish(record);
    if (this.running === 0) for (const resolve of this.idle.splice(0)) resolve();
  }

  private finish(record: BrokerRecord): void {
    this.onFinished();
    if (!this.window.finish(record.offset)) return;
    if (this.window.size + this.maxBatch <= this.parts.subscription.policy.prefetch) this.waitsForRoom?.();
    const reached = this.parts.failpoint('before-offset-commit', record);
    if (reached) void reached.then(() => this.tell());
    else this.tell();
  }

  private tell(): void {
    const { low } = this.window;
    if (low !== null) this.partition.finish(low);
  }

  private async room(): Promise<void> {
    const { prefetch } = this.parts.subscription.policy;
    if (this.window.size + this.maxBatch <= prefetch || this.halt.signal.aborted) return;
    await new Promise<void>((resolve) => (this.waitsForRoom = resolve));
    this.waitsForRoom = null;
  }

  private stop(): void {
    this.halt.abort();
    this.waitsForRoom?.();
  }

  private async untilItWorks(work: () => Promise<void>): Promise<void> {
    for (let failures = 0; !this.halt.signal.aborted;) {
      try {
        return await work();
      } catch (error) {
        this.parts.reports.trouble(error);
        await pause(backoffDelay(++failures, TROUBLE), this.halt.signal);
      }
    }
  }
}
