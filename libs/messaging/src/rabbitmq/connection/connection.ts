import { pause, type EddaError } from '@edda/kernel';
import { connect, type Channel, type ChannelModel, type ConfirmChannel } from 'amqplib';
import { brokerClosed, brokerUnavailable } from '../../broker/broker-errors.js';
import type { Settings } from '../settings.js';
import { isMissing, translateError } from './amqp-errors.js';
import { connectionOptions } from './connection-options.js';

/** How long a server is given to say goodbye, in milliseconds. */
const CLOSE_TIMEOUT = 2_000;

/** One connection to the server, opened when it is needed and again after it was lost. */
export class Connection {
  readonly place: string;
  private readonly options: ReturnType<typeof connectionOptions>;
  private opening: Promise<ChannelModel> | null = null;
  private closed = false;
  /** Why the server takes no messages now. */
  private blockedBy: string | null = null;

  /** @throws EddaError `BROKER.INVALID_URL` */
  constructor(settings: Settings) {
    this.options = connectionOptions(settings);
    this.place = this.options.place;
  }

  /** @throws EddaError `BROKER.UNAVAILABLE`, `BROKER.CLOSED`, `BROKER.FAILED` */
  open(): Promise<ChannelModel> {
    if (this.closed) return Promise.reject(brokerClosed());
    this.opening ??= this.connect().catch((error: unknown) => {
      this.opening = null;
      throw translateError(error, this.place);
    });
    return this.opening;
  }

  /** A new channel; whoever asks for it closes it. */
  async channel(): Promise<Channel> {
    const model = await this.open();
    return this.quiet(await this.call(() => model.createChannel()));
  }

  /** A new channel on which the server confirms what is published. */
  async confirmChannel(): Promise<ConfirmChannel> {
    const model = await this.open();
    return this.quiet(await this.call(() => model.createConfirmChannel()));
  }

  /** Why the server takes no messages now: it is short of memory or of space on its disk. */
  get refusal(): EddaError | null {
    return this.blockedBy === null
      ? null
      : brokerUnavailable(this.place, `it takes no messages now: ${this.blockedBy}`);
  }

  /** Runs calls on a channel of their own, in which one may fail. */
  async withChannel<T>(work: (channel: Channel) => Promise<T>): Promise<T> {
    const channel = await this.channel();
    try {
      return await this.call(() => work(channel));
    } finally {
      await closeQuietly(channel);
    }
  }

  /** The result of a passive look at something; null when it does not exist. */
  async look<T>(work: (channel: Channel) => Promise<T>): Promise<T | null> {
    const channel = await this.channel();
    try {
      return await work(channel);
    } catch (error) {
      if (isMissing(error)) return null;
      throw translateError(error, this.place);
    } finally {
      await closeQuietly(channel);
    }
  }

  /** @throws EddaError what a failure of the client means */
  async call<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw this.closed ? brokerClosed() : translateError(error, this.place);
    }
  }

  /** Gives the connection up, because what was asked of it did not come; the next caller gets a new one. */
  async abandon(): Promise<void> {
    const opening = this.opening;
    this.opening = null;
    const model = await opening?.catch(() => null);
    if (!model) return;
    const closed = new AbortController();
    const closing = model.close().catch(() => undefined);
    await Promise.race([closing.finally(() => closed.abort()), pause(CLOSE_TIMEOUT, closed.signal)]);
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.abandon();
  }

  private async connect(): Promise<ChannelModel> {
    const model = await connect(this.options.connect, this.options.socket);
    this.blockedBy = null;
    model.on('error', () => undefined);
    model.on('blocked', (reason) => (this.blockedBy = reason));
    model.on('unblocked', () => (this.blockedBy = null));
    const opened = this.opening;
    model.on('close', () => {
      if (this.opening === opened) this.opening = null;
    });
    return model;
  }

  /** What breaks a channel is told to who waits for an answer, and by its closing. */
  private quiet<C extends Channel>(channel: C): C {
    return channel.on('error', () => undefined);
  }
}

/** Closes a channel that may be closed already. */
export async function closeQuietly(channel: Channel): Promise<void> {
  try {
    await channel.close();
  } catch {
    // It was closed, by the server or with its connection.
  }
}
