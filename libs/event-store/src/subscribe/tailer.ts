import { backoffDelay, pause } from '@edda/kernel';
import type { Final } from '../read/final.js';
import type { LogConnections } from '../read/log-connections.js';
import type { LogActivity } from '../unit-of-work/log-activity.js';
import { APPENDED_CHANNEL, type Announcer } from './announcer.js';
import { EventWindow } from './event-window.js';
import { SHARDS_CHANNEL } from './members.js';
import { TailSession } from './tail-session.js';
import { Turn } from './turn.js';

/** Rows read at once. */
const LOOK_SIZE = 500;
/** What a look should bring at most, in bytes of memory. */
const LOOK_BYTES = 4 * 1024 * 1024;
/** Behind more rows than this the tailer does not read what is new by itself, it goes on at the end. */
const MAX_READ = 8 * LOOK_SIZE;
/** Between two looks while there is always something new. */
const BUSY_MS = 2;

/** What is final, as the present connection knows it. */
export interface TailFinal extends Final {
  /** The {@link TailSession.id} of the connection: what another one knew may have been taken back by a crash. */
  session: number;
}

export interface TailerParts {
  log: LogConnections;
  activity: LogActivity;
  announcer: Announcer;
  /** How often to look for appends that nobody announced, in milliseconds. */
  pollMs: number;
}

/** Whom a tailer serves. */
export interface TailerClient {
  /** A new session: what was held by the one before is lost. Runs before anything is told to be final in it. */
  onConnected(session: TailSession): Promise<void>;
  /** The members of a subscription have changed. */
  onShards(subscription: string): void;
  onError(error: unknown): void;
}

/**
 * Tells all subscriptions of a process up to where the log is final, and keeps the newest messages, so that those that
 * are live cost one read. It has one connection of its own, and takes another when that is lost: what was final is then
 * to be found anew.
 */
export class Tailer {
  private readonly stopping = new AbortController();
  private readonly wakeUps = new Turn();
  /** Happens when more is final, or the connection is another one. */
  readonly progress = new Turn();
  private readonly clients = new Set<TailerClient>();
  private readonly running: Promise<void>;
  private session: TailSession | null = null;
  private known: TailFinal | null = null;
  private window = new EventWindow(0);
  private woken = false;

  constructor(private readonly parts: TailerParts) {
    const unsubscribe = parts.activity.onAppended(() => this.wake());
    this.running = this.run().finally(unsubscribe);
  }

  /** What is final, as far as is known; null while there is no connection. */
  get final(): TailFinal | null {
    return this.known;
  }

  /** Its connection, once its clients know of it. */
  get connection(): TailSession | null {
    return this.known && this.session;
  }

  get newest(): EventWindow {
    return this.window;
  }

  add(client: TailerClient): () => void {
    this.clients.add(client);
    return () => this.clients.delete(client);
  }

  /** Looks at the log now. */
  wake(): void {
    this.woken = true;
    this.wakeUps.happen();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.wake();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    for (let failures = 0; !signal.aborted;) {
      try {
        await this.follow(() => (failures = 0));
      } catch (error) {
        if (signal.aborted) return;
        failures++;
        for (const client of this.clients) client.onError(error);
        await pause(backoffDelay(failures), signal);
      }
    }
  }

  private async follow(onSuccess: () => void): Promise<void> {
    const { log, announcer } = this.parts;
    const session = await TailSession.open(
      log,
      ({ channel, payload }) => {
        if (channel === APPENDED_CHANNEL && payload !== announcer.process) this.wake();
        if (channel === SHARDS_CHANNEL) for (const client of this.clients) client.onShards(payload ?? '');
      },
      () => this.wake(),
    );
    this.session = session;
    try {
      for (const client of [...this.clients]) await this.introduce(session, client);
      const { final } = await session.look(0, 0, this.stopping.signal);
      this.window = new EventWindow(final.position);
      this.tell({ ...final, session: session.id });
      onSuccess();
      while (!this.stopping.signal.aborted) {
        await this.nextWake();
        if (session.isLost) throw new Error('The connection that follows the log was lost.');
        await this.look(session);
      }
    } finally {
      this.session = null;
      this.known = null;
      this.progress.happen();
      await session.close();
    }
  }

  private async look(session: TailSession): Promise<void> {
    const { signal } = this.stopping;
    const { final, rows, hasMore } = await session.look(this.window.end, this.lookSize(), signal);
    const { position } = final;
    if (position === this.window.end) return;
    this.window.push(rows, hasMore ? Number(rows.at(-1)?.[0]) : position);
    for (let read = rows.length; this.window.end < position; read += LOOK_SIZE) {
      if (read >= MAX_READ) {
        this.window.skipTo(position);
        break;
      }
      const size = this.lookSize();
      const more = await session.read(this.window.end, position, size);
      this.window.push(more, more.length === size ? Number(more.at(-1)?.[0]) : position);
    }
    this.tell({ ...final, session: session.id });
    // While there is always something new, looks should find more than one event each.
    await pause(BUSY_MS, signal);
  }

  private async introduce(session: TailSession, client: TailerClient): Promise<void> {
    try {
      await client.onConnected(session);
    } catch (error) {
      if (session.isLost) throw error;
      // Its own failure is not that of the others.
      client.onError(error);
    }
  }

  /** Fewer at once where the newest messages are large. */
  private lookSize(): number {
    const { events, bytes } = this.window.size;
    return events === 0 ? LOOK_SIZE / 5 : Math.max(1, Math.min(LOOK_SIZE, Math.floor((LOOK_BYTES * events) / bytes)));
  }

  private tell(final: TailFinal): void {
    this.known = final;
    this.progress.happen();
  }

  private async nextWake(): Promise<void> {
    if (!this.woken) await this.wakeUps.after(this.wakeUps.count, this.parts.pollMs);
    this.woken = false;
  }
}
