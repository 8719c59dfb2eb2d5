import { newId, pause } from '@edda/kernel';
import type { Channel, ConsumeMessage, Options } from 'amqplib';
import { brokerUnavailable } from '../../broker/broker-errors.js';
import type { TopicPartition } from '../../broker/broker.js';
import { closeQuietly, type Connection } from '../connection/connection.js';
import { membersExchange } from '../names.js';
import { decode, encode, type CountAnswer, type MemberMessage } from './member-message.js';
import { wantedPartitions, type Member } from './wanted-partitions.js';

type Here = Extract<MemberMessage, { say: 'here' }>;
type Peer = Here & { readonly seenAt: number };

export interface MembersOptions {
  readonly group: string;
  readonly topics: Member['topics'];
  readonly ephemeral: boolean;
  readonly heartbeatMs: number;
  readonly sessionTimeoutMs: number;
  /** Keys of the partitions that this member holds. */
  readonly holds: () => string[];
  /** Who is there or who holds what has changed. */
  readonly onChange: () => void;
  readonly onCount: () => Promise<CountAnswer>;
  /** The connection or the channel is gone. */
  readonly onLost: () => void;
}

/** How long a new member waits for the answers of the others, in milliseconds; those that come later are heard as well. */
const ANSWERS = 50;

/**
 * Who belongs to a group. RabbitMQ has no groups: members tell each other by a fanout exchange that they are there and
 * what they hold. That only decides who asks for which queue; that two never read one at once is the server's promise.
 */
export class GroupMembers {
  /** When this member last heard its own voice, so that it can be heard by others. */
  heardAt: Date | null = null;
  private readonly id = newId();
  private readonly peers = new Map<string, Peer>();
  private readonly timer: NodeJS.Timeout;
  private joined = false;
  private left = false;

  private constructor(
    private readonly channel: Channel,
    private readonly queue: string,
    private readonly options: MembersOptions,
  ) {
    channel.on('return', (message) => this.removeAt(message.fields.routingKey));
    channel.on('close', () => this.leave());
    this.timer = setInterval(() => this.beat(), options.heartbeatMs).unref();
  }

  static async join(connection: Connection, options: MembersOptions): Promise<GroupMembers> {
    const channel = await connection.channel();
    try {
      return await connection.call(async () => {
        const exchange = membersExchange(options.group);
        await channel.assertExchange(exchange, 'fanout', { durable: !options.ephemeral });
        const { queue } = await channel.assertQueue('', { exclusive: true, autoDelete: true });
        await channel.bindQueue(queue, exchange, '');
        const members = new GroupMembers(channel, queue, options);
        await channel.consume(queue, (message) => message && members.hear(message), { noAck: true, exclusive: true });
        members.announce(true);
        await pause(ANSWERS);
        if (members.left) throw brokerUnavailable(connection.place, 'it closed the channel of a new member');
        members.joined = true;
        return members;
      });
    } catch (error) {
      await closeQuietly(channel);
      throw error;
    }
  }

  /** The partitions that this member should hold. */
  wanted(): TopicPartition[] {
    return wantedPartitions([{ id: this.id, topics: this.options.topics }, ...this.peers.values()], this.id);
  }

  /** Whether another member says that it holds a partition. */
  isHeldElsewhere(partition: string): boolean {
    return [...this.peers.values()].some(({ holds }) => holds.includes(partition));
  }

  /** Tells the others what this member holds. */
  announce(asks = false): void {
    this.say(this.here(asks));
  }

  /** Tells the others that it goes, and hears nothing more. */
  async close(): Promise<void> {
    this.left = true;
    clearInterval(this.timer);
    this.say({ say: 'leaving', id: this.id });
    await closeQuietly(this.channel);
  }

  private hear(message: ConsumeMessage): void {
    const heard = decode<MemberMessage>(message);
    if (heard?.say === 'count') void this.count(message);
    else if (heard?.say === 'leaving') this.remove(heard.id);
    else if (heard?.say === 'here' && heard.id === this.id) this.heardAt = new Date();
    else if (heard?.say === 'here') this.meet(heard);
  }

  private meet(other: Here): void {
    const known = this.peers.get(other.id);
    this.peers.set(other.id, { ...other, seenAt: performance.now() });
    if (other.asks) this.publish('', other.queue, this.here(false));
    if (!known || known.holds.join() !== other.holds.join()) this.options.onChange();
  }

  private beat(): void {
    this.announce();
    const silentSince = performance.now() - this.options.sessionTimeoutMs;
    for (const peer of this.peers.values()) {
      if (peer.seenAt < silentSince) this.remove(peer.id);
      // The queue goes with its connection; then the message comes back.
      else this.publish('', peer.queue, { say: 'ping' });
    }
    this.options.onChange();
  }

  private async count({ properties: { replyTo, correlationId } }: ConsumeMessage): Promise<void> {
    this.publish('', String(replyTo), await this.options.onCount(), { correlationId });
  }

  private removeAt(queue: string): void {
    for (const peer of this.peers.values()) if (peer.queue === queue) this.remove(peer.id);
  }

  private remove(id: string): void {
    if (this.peers.delete(id)) this.options.onChange();
  }

  private here(asks: boolean): Here {
    const { options, id, queue } = this;
    return { say: 'here', id, queue, topics: options.topics, holds: options.holds(), asks };
  }

  private say(message: MemberMessage): void {
    this.publish(membersExchange(this.options.group), '', message);
  }

  private publish(
    exchange: string,
    routingKey: string,
    message: MemberMessage | CountAnswer,
    options: Options.Publish = {},
  ): void {
    try {
      this.channel.publish(exchange, routingKey, encode(message), { mandatory: exchange === '', ...options });
    } catch {
      // The channel is closed, which its event tells.
    }
  }

  private leave(): void {
    if (this.left) return;
    this.left = true;
    clearInterval(this.timer);
    if (this.joined) this.options.onLost();
  }
}
