import { pause } from '@edda/kernel';
import type { ConfirmChannel } from 'amqplib';
import type { AmqpMessage } from './amqp-message.js';

/** What became of a message. A queue that is just being created may refuse it. */
export type Confirmation = 'stored' | 'unroutable' | 'refused';

/** Most messages under way; who sends more waits. */
const MAX_UNCONFIRMED = 2_000;

/** How long a queue may take to come into being, in milliseconds. */
const FIRST_TIMEOUT = 3_000;
const REFUSED_PAUSE = 20;

/** How the client says that the server answered with a nack. */
const NACKED = 'message nacked';

/** A channel on which every message is confirmed or comes back. */
export class ConfirmedChannel {
  private sent = 0;
  private unconfirmed = 0;
  private readonly returned = new Set<string>();
  private drained: Promise<void> | null = null;
  private waiting: (() => void)[] = [];
  /** Set when the channel is closed. */
  isClosed = false;

  constructor(private readonly channel: ConfirmChannel) {
    // What comes back does so before it is confirmed.
    channel.on('return', (message) => this.returned.add(String(message.properties.messageId)));
    channel.on('close', () => {
      this.isClosed = true;
      this.wake();
    });
  }

  /** Resolves when there is room for another message. */
  async room(): Promise<void> {
    if (this.drained) await this.drained;
    while (this.unconfirmed >= MAX_UNCONFIRMED && !this.isClosed) {
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }

  /** Sends at once; rejects when the channel is lost. */
  send(exchange: string, routingKey: string, { content, options }: AmqpMessage): Promise<Confirmation> {
    return new Promise((resolve, reject) => {
      const messageId = String(++this.sent);
      const confirmed = (error: unknown): void => {
        this.unconfirmed--;
        this.wake();
        const isReturned = this.returned.delete(messageId);
        if (!error) resolve(isReturned ? 'unroutable' : 'stored');
        else if (error instanceof Error && error.message !== NACKED) reject(error);
        else resolve('refused');
      };
      // Throws where the channel is closed, and then confirms nothing.
      const hasRoom = this.channel.publish(exchange, routingKey, content, { ...options, messageId }, confirmed);
      this.unconfirmed++;
      if (!hasRoom) this.drained ??= this.drain();
    });
  }

  /** Sends until the queue has come into being; nothing else may be under way to it. */
  async sendFirst(exchange: string, routingKey: string, message: AmqpMessage): Promise<Confirmation> {
    const end = performance.now() + FIRST_TIMEOUT;
    for (;;) {
      const result = await this.send(exchange, routingKey, message);
      if (result !== 'refused' || performance.now() > end) return result;
      await pause(REFUSED_PAUSE);
    }
  }

  private async drain(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.channel.once('drain', resolve).once('close', resolve);
    });
    this.drained = null;
  }

  private wake(): void {
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}
