import type { NamedStatement, SqlClient } from '@edda/event-store';
import { backoffDelay, pause, type Uuid } from '@edda/kernel';
import type { SagaFailure } from '../definition/outcome.js';
import type { Turn } from '../engine/turn.js';
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
         updated_at = clock_timestamp(), ended_at = case when u.ended then clock_timestamp() end
    from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::timestamptz[], $7::text[], $8::int[], $9::boolean[])
         as u (id, version, status, step, wake_at, failure, stream_version, ended)
   where s.id = u.id and s.owner = $1`;

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
        await this.client.query(PARK_SQL, [this.worker, ...columnsOf(batch)], 'edda-saga-park');
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

function columnsOf(batch: readonly Parked[]): unknown[] {
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

/** What a move changes besides the log. */
export interface MoveRows {
  readonly id: Uuid;
  readonly saga: string;
  readonly worker: Uuid;
  readonly turn: Pick<Turn, 'awaits' | 'settled'>;
  /** Messages of the inbox that it has taken in. */
  readonly taken: readonly number[];
  /** Where it is given back with it. */
  readonly parked: Parked | null;
}

const MOVE_SQL = `
  with taken as (delete from saga_inbox where seq = any($3::bigint[])),
  settled as (delete from saga_awaited_outcomes where outcome_id = any($4::uuid[])),
  awaited as (
    insert into saga_awaited_outcomes (saga, outcome_id, instance_id)
    select $14, outcome, $2 from unnest($5::uuid[]) as outcome on conflict do nothing),
  done as (delete from saga_progress where $12::boolean and instance_id = $2)
  update saga_instances
     set owner = null, not_before = null, first_state = null, version = $6, status = $7, step = $8, wake_at = $9,
         failure = $10::json, stream_version = $11, updated_at = clock_timestamp(),
         ended_at = case when $12::boolean then clock_timestamp() end
   where $13::boolean and id = $2 and owner = $1`;

/** Arrays are written out: statements that are committed together carry their values as text. */
export function moveStatement({ id, saga, worker, turn, taken, parked }: MoveRows): NamedStatement {
  const list = (items: readonly (string | number)[]): string => `{${items.join(',')}}`;
  return {
    name: 'edda-saga-move',
    text: MOVE_SQL,
    values: [
      worker,
      id,
      list(taken),
      list(turn.settled),
      list(turn.awaits),
      parked?.version ?? null,
      parked?.status ?? null,
      parked?.step ?? null,
      parked?.wakeAt?.toISOString() ?? null,
      parked?.failure ? JSON.stringify(parked.failure) : null,
      parked?.streamVersion ?? 0,
      parked?.ended ?? false,
      parked !== null,
      saga,
    ],
  };
}
