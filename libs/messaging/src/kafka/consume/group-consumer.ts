import { backoffDelay, EddaError, pause } from '@edda/kernel';
import type { ConsumeOptions, Consumer, TopicPartition } from '../../broker/broker.js';
import { brokerClosed } from '../../broker/broker-errors.js';
import { isPermanent, protocolError, translateError } from '../client/kafka-errors.js';
import type { KafkaGroups } from '../groups.js';
import type { Settings } from '../settings.js';
import { GroupMember } from './group-member.js';

const DEFAULT_CLOSE_DEADLINE = 10_000;
/** While coordinators load or move, in milliseconds. */
const JOIN_PATIENCE = 8_000;

/** A consumer of a group, through all lives of its client: when that crashes it is started again. */
export class GroupConsumer implements Consumer {
  private readonly name: string;
  private member: GroupMember;
  private stoppedBy: Error | null = null;
  private fetchedAt: Date | null = null;
  private readonly ended = new AbortController();
  private closing: Promise<void> | null = null;

  constructor(
    private readonly settings: Settings,
    private readonly options: ConsumeOptions,
    private readonly groups: KafkaGroups,
    private readonly onClosed: (consumer: GroupConsumer) => void,
  ) {
    this.name = `Group "${options.group}"`;
    this.member = this.nextMember();
  }

  /**
   * Tries for some seconds while the cluster answers that it cannot take the member now.
   *
   * @throws EddaError `BROKER.UNAVAILABLE`; that the record to be read next is gone is told by `failure`
   */
  async join(): Promise<void> {
    const end = performance.now() + JOIN_PATIENCE;
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.member.start();
      } catch (error) {
        if (this.isForGood(error)) return;
        await this.member.close(0);
        const isOver = performance.now() > end || protocolError(error) === null || isPermanent(error);
        if (isOver || this.ended.signal.aborted) {
          this.ended.abort();
          throw translateError(error, this.settings.address.place);
        }
        await pause(backoffDelay(attempt, this.settings.backoff), this.ended.signal);
        if (this.ended.signal.aborted) throw brokerClosed();
        this.member = this.nextMember();
      }
    }
  }

  assignment(): readonly TopicPartition[] {
    return this.member.assignment();
  }

  lastFetchAt(): Date | null {
    return this.member.lastFetchAt ?? this.fetchedAt;
  }

  failure(): Error | null {
    return this.stoppedBy;
  }

  close(deadlineMs = DEFAULT_CLOSE_DEADLINE): Promise<void> {
    this.closing ??= this.shutDown(deadlineMs);
    return this.closing;
  }

  private async shutDown(deadlineMs: number): Promise<void> {
    this.ended.abort();
    await this.member.close(deadlineMs);
    if (this.options.ephemeral) await this.groups.forget(this.options.group);
    this.onClosed(this);
  }

  private nextMember(): GroupMember {
    const { settings, options, groups } = this;
    return new GroupMember({
      settings,
      consume: options,
      groups,
      onCrash: (error) => void this.recover(error),
    });
  }

  private async recover(error: Error): Promise<void> {
    if (this.isForGood(error)) return;
    const { logger, backoff, metrics } = this.settings;
    logger.error(`${this.name}: its client has failed and is started again: ${error.message}`);
    for (let attempt = 1; !this.ended.signal.aborted; attempt++) {
      await pause(backoffDelay(attempt, backoff), this.ended.signal);
      await this.member.close(0);
      if (this.ended.signal.aborted) return;
      this.fetchedAt = this.lastFetchAt();
      this.member = this.nextMember();
      try {
        await this.member.start();
        metrics.restarted(this.options.group, 'failed');
        if (!this.ended.signal.aborted) logger.log(`${this.name} consumes again.`);
        return;
      } catch (failure) {
        if (this.isForGood(failure)) return;
        logger.warn(`${this.name} cannot be started again yet (attempt ${attempt}): ${String(failure)}`);
      }
    }
  }

  /** To try again where the record to be read is gone would not bring it back. */
  private isForGood(error: unknown): boolean {
    if (!(error instanceof EddaError) || error.code !== 'BROKER.OFFSET_OUT_OF_RANGE') return false;
    this.stoppedBy = error;
    this.settings.logger.error(error.message);
    return true;
  }
}
