import { backoffDelay, pause } from '@edda/kernel';
import pg from 'pg';
import { RECORDS_CHANNEL } from '../publish/announcer.js';
import { connectionConfig } from './connection-config.js';
import type { Database, Statement } from './database.js';
import type { Settings } from '../settings.js';

/** The channel on which a group is named whose members have something to claim. */
const GROUPS_CHANNEL = 'broker_groups';

/** Runs a statement on the control connection. */
export type Query = <Row extends object>(statement: Statement, values: unknown[]) => Promise<Row[]>;

export interface ControlHandlers {
  /** Listening begins: what was announced before went unheard. */
  readonly onListening: () => void;
  /** Topics have new records; null: any topic may have some. */
  readonly onRecords: (topics: readonly string[] | null) => void;
  readonly onGroup: (group: string) => void;
  /** Called at once and then at every heartbeat. */
  readonly onBeat: (query: Query) => Promise<void>;
}

/**
 * One connection for all consumers of a broker: it listens for announcements and carries the heartbeats, which must not
 * wait behind other work. When it breaks it is made anew, for as long as the broker is open.
 */
export class ControlConnection {
  private readonly closing = new AbortController();
  private running: Promise<void> | null = null;

  constructor(
    private readonly database: Database,
    private readonly settings: Settings,
    private readonly handlers: ControlHandlers,
  ) {}

  start(): void {
    this.running ??= this.run();
  }

  async close(): Promise<void> {
    this.closing.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.closing;
    for (let failures = 0; !signal.aborted;) {
      try {
        await this.database.ready();
        await this.session(() => {
          if (failures > 0) this.settings.logger.log(`The broker at ${this.database.place} can be reached again.`);
          failures = 0;
        });
      } catch (error) {
        if (signal.aborted) break;
        if (++failures === 1) {
          this.settings.logger.warn(
            `The control connection to the broker at ${this.database.place} is broken and will be made anew: ${String(error)}`,
          );
        }
        await pause(backoffDelay(failures, this.settings.backoff), signal);
      }
    }
  }

  /** Connects, listens and beats until the connection breaks (then it rejects) or the broker is closed. */
  private async session(onListening: () => void): Promise<void> {
    const { signal } = this.closing;
    const client = new pg.Client(this.config());
    const broken = new Promise<never>((_, reject) => {
      client.once('error', reject).once('end', () => reject(new Error('the connection ended')));
    });
    broken.catch(() => undefined);
    client.on('error', () => undefined).on('notification', (message) => this.notified(message));
    try {
      await client.connect();
      await client.query(`listen ${RECORDS_CHANNEL}; listen ${GROUPS_CHANNEL}`);
      onListening();
      this.handlers.onListening();
      const query: Query = async <Row extends object>(statement: Statement, values: unknown[]) =>
        (await client.query<Row>({ ...statement, values })).rows;
      while (!signal.aborted) {
        await Promise.race([this.handlers.onBeat(query), broken]);
        await Promise.race([pause(this.settings.heartbeatMs, signal), broken]);
      }
    } finally {
      await Promise.race([client.end().catch(() => undefined), pause(1_000)]);
    }
  }

  private notified({ channel, payload = '' }: pg.Notification): void {
    if (channel === GROUPS_CHANNEL) this.handlers.onGroup(payload);
    else this.handlers.onRecords(payload === '' ? null : payload.split(','));
  }

  /** Heartbeats need not survive a crash of the server, and a late one is as bad as none. */
  private config(): pg.ClientConfig {
    const { statementTimeoutMs, sessionTimeoutMs } = this.settings;
    const timeout = Math.min(statementTimeoutMs, Math.ceil(sessionTimeoutMs / 2));
    return connectionConfig({ ...this.settings, statementTimeoutMs: timeout }, { synchronous_commit: 'off' });
  }
}
