import { EventEmitter } from 'node:events';
import { backoffDelay, newId, pause } from '@edda/kernel';
import type { Notification, PoolClient } from 'pg';
import type { DataSource } from 'typeorm';

const CHANNEL = 'projection_moved';
const COALESCE_MS = 20;

/** Names of the projections that moved; `any` when notices may have been lost, so that each of them may have. */
export type MovedProjections = readonly string[] | 'any';

/**
 * Tells that projections moved: listeners in this process at once, those in other processes by a NOTIFY.
 *
 * The NOTIFY is sent some milliseconds later from a transaction of its own and stands for all commits in between,
 * because one inside each of them would queue all writers behind one lock. The connection that listens for other
 * processes exists only while somebody in this one wants to know.
 */
export class ProjectionActivity {
  private readonly emitter = new EventEmitter().setMaxListeners(0);
  private readonly process = newId();
  private readonly unannounced = new Set<string>();
  private announcing = false;
  private listening: { stop: AbortController; ended: Promise<void> } | null = null;

  constructor(private readonly dataSource: DataSource) {}

  /** To be called after the commit that moved them. */
  moved(names: readonly string[]): void {
    if (names.length === 0) return;
    this.emitter.emit('moved', names);
    for (const name of names) this.unannounced.add(name);
    if (!this.announcing) void this.announce();
  }

  /** @returns a function that ends it */
  onMoved(listener: (names: MovedProjections) => void): () => void {
    this.emitter.on('moved', listener);
    this.listening ??= this.listen();
    return () => {
      this.emitter.off('moved', listener);
      if (this.emitter.listenerCount('moved') === 0) void this.stopListening();
    };
  }

  async close(): Promise<void> {
    this.emitter.removeAllListeners();
    await this.stopListening();
  }

  private async announce(): Promise<void> {
    this.announcing = true;
    await pause(COALESCE_MS);
    this.announcing = false;
    const names = [...this.unannounced];
    this.unannounced.clear();
    if (!this.dataSource.isInitialized) return;
    await this.dataSource
      .query('select pg_notify($1, $2 || name) from unnest($3::text[]) as name', [CHANNEL, `${this.process} `, names])
      .catch(() => undefined);
  }

  private listen(): { stop: AbortController; ended: Promise<void> } {
    const stop = new AbortController();
    return { stop, ended: this.listenUntil(stop.signal) };
  }

  private async stopListening(): Promise<void> {
    const { listening } = this;
    this.listening = null;
    listening?.stop.abort();
    await listening?.ended;
  }

  private async listenUntil(signal: AbortSignal): Promise<void> {
    for (let failures = 0; !signal.aborted;) {
      try {
        await this.listenOnce(signal, () => (failures = 0));
      } catch {
        failures++;
      }
      if (!signal.aborted) await pause(backoffDelay(failures), signal);
    }
  }

  /** Returns when the signal says so or the connection is lost. */
  private async listenOnce(signal: AbortSignal, onListening: () => void): Promise<void> {
    const runner = this.dataSource.createQueryRunner();
    const connection = (await runner.connect()) as PoolClient;
    let release: (broken: boolean) => void = () => undefined;
    const broken = new Promise<boolean>((resolve) => (release = resolve));
    const onNotification = ({ channel, payload }: Notification): void => this.onNotification(channel, payload ?? '');
    const onEnd = (): void => release(true);
    const onAbort = (): void => release(false);
    connection.on('notification', onNotification).on('error', onEnd).on('end', onEnd);
    signal.addEventListener('abort', onAbort);
    try {
      await runner.query(`listen ${CHANNEL}`);
      onListening();
      // What moved while nobody listened is not known.
      this.emitter.emit('moved', 'any');
      if (signal.aborted) release(false);
      if (!(await broken)) await runner.query('unlisten *');
    } finally {
      signal.removeEventListener('abort', onAbort);
      connection.off('notification', onNotification).off('end', onEnd);
      await runner.release();
      connection.off('error', onEnd);
    }
  }

  private onNotification(channel: string, payload: string): void {
    if (channel !== CHANNEL) return;
    const [process = '', ...name] = payload.split(' ');
    if (process !== this.process) this.emitter.emit('moved', [name.join(' ')]);
  }
}
