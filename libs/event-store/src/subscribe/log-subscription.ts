import { backoffDelay, pause } from '@edda/kernel';
import type { PoolClient } from 'pg';
import type { DataSource, QueryRunner } from 'typeorm';
import { finalPosition, refuseStandby } from '../read/fence.js';
import { readPublic } from '../read/read-public.js';
import type { RecordedMessage } from '../recorded-message.js';
import { poolClient, type SqlClient } from '../sql-client.js';
import type { LogActivity } from '../unit-of-work/log-activity.js';
import { moveCheckpoint, takeCheckpoint, type OwnedCheckpoint } from './checkpoint.js';

const CHANNEL = 'events_appended';

export interface LogSubscriptionOptions {
  /** Names the checkpoint; one owner at a time follows the log under this name. */
  name: string;
  /** Handles messages in the order of the log. The checkpoint moves after it resolves; if it rejects they come again. */
  handle: (messages: readonly RecordedMessage[]) => Promise<void>;
  onError: (error: unknown) => void;
  batchSize?: number;
  /** How often to look for appends nobody announced, in milliseconds. */
  pollMs?: number;
}

/**
 * Follows the public messages of a log from its checkpoint on, first what is there, then what comes.
 *
 * One instance owns a subscription at a time, by an advisory lock on a connection of its own; the others wait for it.
 * Appends of this process wake it at once, those of other processes through NOTIFY, sent from its own transaction
 * because one inside the append transaction would queue all writers behind one lock.
 */
export class LogSubscription {
  private readonly stopping = new AbortController();
  private readonly client: SqlClient;
  private wake: () => void = () => undefined;
  private owned = false;
  private announcing = false;
  private running: Promise<void> | null = null;
  private behindCache = 0;

  constructor(
    private readonly dataSource: DataSource,
    private readonly activity: LogActivity,
    private readonly options: LogSubscriptionOptions,
  ) {
    this.client = poolClient(dataSource);
  }

  /** Whether this instance is the one that follows the log. */
  get isOwner(): boolean {
    return this.owned;
  }

  /** Positions between the checkpoint and the end of the log when it last looked. */
  get lag(): number {
    return this.behindCache;
  }

  start(): void {
    this.running ??= this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.wake();
    await this.running;
  }

  private async run(): Promise<void> {
    const unsubscribe = this.activity.onAppended(() => this.onLocalAppend());
    for (let failures = 0; !this.stopping.signal.aborted;) {
      try {
        await this.ownAndFollow(() => (failures = 0));
      } catch (error) {
        if (this.stopping.signal.aborted) break;
        failures++;
        this.options.onError(error);
        await pause(backoffDelay(failures), this.stopping.signal);
      }
    }
    unsubscribe();
  }

  private async ownAndFollow(onProgress: () => void): Promise<void> {
    const runner = this.dataSource.createQueryRunner();
    try {
      const connection = (await runner.connect()) as PoolClient;
      const wake = (): void => this.wake();
      connection.on('notification', wake).on('error', wake);
      try {
        await refuseStandby(this.client);
        await this.acquire(runner);
        if (this.stopping.signal.aborted) return;
        this.owned = true;
        await runner.query(`listen ${CHANNEL}`);
        await this.follow(runner, await takeCheckpoint(this.client, this.options.name), onProgress);
      } finally {
        this.owned = false;
        connection.off('notification', wake).off('error', wake);
        this.wake();
        // A connection that may still hold the lock must not go back into the pool.
        await runner.query(`unlisten *; select pg_advisory_unlock_all()`).catch(() => connection.end());
      }
    } finally {
      await runner.release();
    }
  }

  private async acquire(runner: QueryRunner): Promise<void> {
    while (!this.stopping.signal.aborted) {
      const rows = (await runner.query(`select pg_try_advisory_lock(hashtextextended($1, 0)) as locked`, [
        `subscription:${this.options.name}`,
      ])) as { locked: boolean }[];
      if (rows[0]?.locked) return;
      await pause(1000, this.stopping.signal);
    }
  }

  private async follow(runner: QueryRunner, checkpoint: OwnedCheckpoint, onProgress: () => void): Promise<void> {
    const { batchSize = 500, pollMs = 2000 } = this.options;
    let { position } = checkpoint;
    while (!this.stopping.signal.aborted) {
      const waiting = this.nextWake(pollMs);
      const end = await finalPosition(this.client, position, this.stopping.signal);
      this.behindCache = end - position;
      while (position < end && !this.stopping.signal.aborted) {
        const messages = await readPublic(this.client, position, end, batchSize);
        if (messages.length > 0) await this.options.handle(messages);
        position = messages.length === batchSize ? (messages.at(-1)?.position ?? end) : end;
        if (!(await moveCheckpoint(this.client, this.options.name, position, checkpoint.epoch))) return;
        this.behindCache = end - position;
        onProgress();
      }
      await waiting;
      // The lock lives and dies with this connection: a broken one must not go on as owner.
      if (!this.stopping.signal.aborted) await runner.query('select 1');
    }
  }

  /** Registered before the log is read, so that an append in between is not slept through. */
  private nextWake(pollMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, pollMs);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  private onLocalAppend(): void {
    if (this.owned) this.wake();
    else void this.announce();
  }

  private async announce(): Promise<void> {
    if (this.announcing) return;
    this.announcing = true;
    await pause(5);
    this.announcing = false;
    // Only a hint: the owner also polls.
    await this.client.query(`select pg_notify($1, '')`, [CHANNEL]).catch(() => undefined);
  }
}
