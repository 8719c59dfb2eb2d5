import type { SqlClient } from '@edda/event-store';
import { backoffDelay, pause, type Uuid } from '@edda/kernel';
import type { SagaFailure } from '../definition/outcome.js';
import type { SagaStatus } from '../instance/saga-instance.js';

/** What the row of an instance says while nobody has it in hand. */
export interface Parked {
  readonly id: Uuid;
  readonly version: string;
  readonly status: SagaStatus;
  readonly step: string | null;
  readonly wakeAt: Date | null;
  readonly failure: SagaFailure | null;
  readonly streamVersion: number;
  readonly ended: boolean;
}

/** Only its owner parks an instance: one that was taken over meanwhile is another's. */
const PARK_SQL = `
  with done as (
    delete from saga_progress p using unnest($2::uuid[], $9::boolean[]) as u (id, ended)
     where u.ended and p.instance_id = u.id)
  update saga_instances s
     set owner = null, not_before = null, first_state = null, version = u.version, status = u.status, step = u.step,
         wake_at = u.wake_at, failure = u.failure::json, stream_version = u.stream_version,
         updated_at = clock_timestamp(), ended_at = case when u.ended then coalesce(s.ended_at, clock_timestamp()) end
    from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::timestamptz[], $7::text[], $8::int[], $9::boolean[])
         as u (id, version, status, step, wake_at, failure, stream_version, ended)
   where s.id = u.id and s.owner = $1 and s.stream_version <= u.stream_version`;

const TROUBLE = { initial: 50, factor: 2, max: 2000, jitter: 0.3 };

/** Gives instances that only wait back, many in one statement. */
export class Parking {
  private waiting: { parked: Parked; done: () => void }[] = [];
  private running: Promise<void> | null = null;
  private isStopped = false;

  constructor(
    private readonly client: SqlClient,
    private readonly worker: Uuid,
    private readonly onTrouble: (error: unknown) => void,
  ) {}

  /** Resolves once its row says so; or when it could not while this process was there: its lease then runs out. */
  park(parked: Parked): Promise<void> {
    return new Promise((done) => {
      this.waiting.push({ parked, done });
      this.running ??= this.run();
    });
  }

  /** Tries no more than once from here on; resolves when nothing waits. */
  async stop(): Promise<void> {
    this.isStopped = true;
    await this.running;
  }

  private async run(): Promise<void> {
    await null;
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, MOST_ROWS);
      await this.write(batch.map(({ parked }) => parked));
      for (const { done } of batch) done();
    }
    this.running = null;
  }

  private async write(batch: readonly Parked[]): Promise<void> {
    for (let failures = 0; ;) {
      try {
        await this.client.query(PARK_SQL, [this.worker, ...parkedColumns(batch)], 'edda-saga-park');
        return;
      } catch (error) {
        this.onTrouble(error);
        if (this.isStopped) return;
        await pause(backoffDelay(++failures, TROUBLE));
      }
    }
  }
}

const MOST_ROWS = 256;

/** Ids, versions, states, steps, times, failures, versions of streams, and whether they have ended. */
export function parkedColumns(batch: readonly Parked[]): (string | number | boolean | null)[][] {
  return [
    batch.map(({ id }) => id),
    batch.map(({ version }) => version),
    batch.map(({ status }) => status),
    batch.map(({ step }) => step),
    batch.map(({ wakeAt }) => wakeAt?.toISOString() ?? null),
    batch.map(({ failure }) => failure && JSON.stringify(failure)),
    batch.map(({ streamVersion }) => streamVersion),
    batch.map(({ ended }) => ended),
  ];
}
