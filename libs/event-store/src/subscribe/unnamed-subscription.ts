import { backoffDelay, pause } from '@edda/kernel';
import { HEAD_SQL } from '../read/fence.js';
import { rowsOf } from '../read/log-connections.js';
import type { Follower } from './follower.js';
import { RunningSubscription } from './running-subscription.js';

/** A subscription that is forgotten when it stops. */
export class UnnamedSubscription extends RunningSubscription {
  private follower: Follower | null = null;

  get ownedShards(): readonly number[] {
    return this.follower && !this.follower.isEnding ? [0] : [];
  }

  protected override async positions(): Promise<readonly number[]> {
    return [this.follower?.position ?? 0];
  }

  protected override async begin(): Promise<void> {
    const { from = 'beginning' } = this.options;
    const position = from === 'now' ? await this.now() : from === 'beginning' ? 0 : from;
    if (!this.stopping.signal.aborted) this.follower = this.follow(null, position, () => undefined);
  }

  protected override async end(): Promise<void> {
    this.follower?.end();
    this.parts.tailer.progress.happen();
    await this.follower?.ended;
  }

  /** The last event there is: unlike the head of the sequence it outlives a crash of the server. */
  private async now(): Promise<number> {
    for (let failures = 0; ;) {
      try {
        return await this.parts.log.use(async ({ connection }) => {
          const head = Number((await rowsOf(connection, HEAD_SQL))[0]?.[0] ?? 0);
          const last = await rowsOf(
            connection,
            'select position from events where position <= $1 order by position desc limit 1',
            [head],
          );
          return Number(last[0]?.[0] ?? 0);
        });
      } catch (error) {
        this.onError(error);
        await pause(backoffDelay(++failures), this.stopping.signal);
        if (this.stopping.signal.aborted) return 0;
      }
    }
  }
}
