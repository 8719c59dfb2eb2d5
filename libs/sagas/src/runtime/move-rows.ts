import type { NamedStatement } from '@edda/event-store';
import type { Uuid } from '@edda/kernel';
import type { Turn } from '../engine/turn.js';
import { parkedColumns, type Parked } from './parking.js';

/** What a move changes besides the log. */
export interface MoveRows {
  readonly id: Uuid;
  readonly saga: string;
  readonly turn: Pick<Turn, 'awaits' | 'settled'>;
  /** Messages of the inbox that it has taken in. */
  readonly taken: readonly number[];
  /** Where it is given back with it. */
  readonly parked: Parked | null;
}

const MOVE_SQL = `
  with taken as (delete from saga_inbox where seq = any($2::bigint[])),
  settled as (delete from saga_awaited_outcomes where outcome_id = any($3::uuid[])),
  awaited as (
    insert into saga_awaited_outcomes (outcome_id, saga, instance_id)
    select u.outcome_id, u.saga, u.instance_id from unnest($4::uuid[], $5::text[], $6::uuid[]) as u (outcome_id, saga, instance_id)
    on conflict do nothing),
  parked as (
    select * from unnest($7::uuid[], $8::text[], $9::text[], $10::text[], $11::timestamptz[], $12::text[], $13::int[],
                         $14::boolean[]) as u (id, version, status, step, wake_at, failure, stream_version, ended)),
  done as (delete from saga_progress p using parked u where u.ended and p.instance_id = u.id)
  update saga_instances s
     set owner = null, not_before = null, first_state = null, version = u.version, status = u.status, step = u.step,
         wake_at = u.wake_at, failure = u.failure::json, stream_version = u.stream_version,
         updated_at = clock_timestamp(), ended_at = case when u.ended then coalesce(s.ended_at, clock_timestamp()) end
    from parked u where s.id = u.id and s.owner = $1`;

/** Whether there is anything to write besides events. */
export function hasRows({ turn, taken }: Pick<MoveRows, 'turn'> & { readonly taken: readonly unknown[] }): boolean {
  return turn.awaits.length + turn.settled.length + taken.length > 0;
}

/**
 * What several moves change. Arrays are written out: statements that are committed together carry their values as text.
 */
export function moveStatement(worker: Uuid, moves: readonly MoveRows[]): NamedStatement {
  const awaits = moves.flatMap(({ id, saga, turn }) => turn.awaits.map((outcome) => ({ id, saga, outcome })));
  const parked = moves.flatMap((move) => move.parked ?? []);
  const values = [
    moves.flatMap(({ taken }) => taken),
    moves.flatMap(({ turn }) => turn.settled),
    awaits.map(({ outcome }) => outcome),
    awaits.map(({ saga }) => saga),
    awaits.map(({ id }) => id),
    ...parkedColumns(parked),
  ];
  return { name: 'edda-saga-move', text: MOVE_SQL, values: [worker, ...values.map(arrayText)] };
}

function arrayText(items: readonly (string | number | boolean | null)[]): string {
  const texts = items.map((item) => {
    if (item === null) return 'null';
    return typeof item === 'string' ? `"${item.replace(/[\\"]/g, '\\$&')}"` : String(item);
  });
  return `{${texts.join(',')}}`;
}
