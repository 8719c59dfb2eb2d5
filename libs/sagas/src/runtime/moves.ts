import type { NewMessage } from '@edda/event-schemas';
import { describeConflict, type VersionConflict } from '@edda/event-store';
import type { AnySagaDefinition } from '../definition/saga-definition.js';
import type { SagaEngine } from '../engine/saga-engine.js';
import type { Turn } from '../engine/turn.js';
import type { SagaInstance } from '../instance/saga-instance.js';
import type { InboxMessage } from '../inbox/inbox-message.js';
import { momentsOf, passEach, type SagaMoment } from './failpoint.js';
import type { InstanceRow } from './instance-row.js';
import { hasRows, moveStatement, type MoveRows } from './move-rows.js';
import type { Parked } from './parking.js';
import type { MoveParts } from './runtime-parts.js';
import type { Standing } from './standing.js';

/** What an instance does next: events are recorded on the draft. */
export type Decide = (
  draft: SagaInstance,
  engine: SagaEngine,
) => { readonly turn: Turn; readonly taken?: readonly InboxMessage[] };

/** One step of an instance along its history, together with all that is written with it. */
export interface Move {
  readonly draft: Draft;
  readonly standing: Standing;
  readonly turn: Turn;
  readonly events: readonly NewMessage[];
  /** Messages of the inbox that it has taken in. */
  readonly taken: readonly InboxMessage[];
  /** Where it was given back with it. */
  readonly parked: Parked | null;
  readonly moments: readonly SagaMoment[];
}

export interface Draft {
  readonly row: InstanceRow;
  readonly instance: SagaInstance;
  readonly engine: SagaEngine;
  readonly turn: Turn;
  readonly before: Standing;
  readonly taken: readonly InboxMessage[];
  /** Whether it only waits behind it, as far as is known. */
  readonly isIdle: boolean;
}

/** Somebody else has moved the instance. */
export class Overtaken extends Error {
  override readonly name = 'Overtaken';

  constructor(readonly conflict: VersionConflict) {
    super(describeConflict(conflict));
  }
}

/** A move as it is decided, with nothing written. */
export function moveOf(draft: Draft): Move {
  const { row, instance, engine, turn, before, taken, isIdle } = draft;
  const events = instance.pending;
  const standing = { ...before, state: instance.state, version: before.version + events.length };
  // What is nothing but events is parked behind it: alone they are appended in one round trip with those of others.
  const isParked = isIdle && (turn.commands.length > 0 || hasRows(draft)) && engine.openActions(instance).length === 0;
  const parked = isParked ? parkedOf(row, standing, engine.wakeAt(instance)) : null;
  return {
    draft,
    standing,
    turn,
    events,
    taken,
    parked,
    moments: momentsOf(events, turn, taken.length, parked !== null),
  };
}

/** What of it lies in tables; null where nothing does. */
export function rowsOf({ draft: { row, turn, taken }, parked }: Move): MoveRows | null {
  const seqs = taken.map(({ seq }) => seq);
  const rows = { id: row.id, saga: row.saga, turn, taken: seqs, parked };
  return parked || hasRows(rows) ? rows : null;
}

/** Adds a move to the running unit of work, all but its rows. */
export async function writeMove({ unitOfWork, repository, failpoint }: MoveParts, move: Move): Promise<void> {
  const { row, instance, engine, turn, before } = move.draft;
  if (turn.ended) await end(engine.definition, instance, turn.ended);
  if (move.events.length > 0) await repository.save({ ...before, aggregate: instance });
  for (const { message, key, id } of turn.commands) unitOfWork.send(message, { key, id });
  if (failpoint) await passEach(failpoint, 'before', move.moments, row.id);
}

/** Adds a move and its rows to the running unit of work. */
export async function writeWhole(parts: MoveParts, move: Move): Promise<void> {
  await writeMove(parts, move);
  const rows = rowsOf(move);
  if (rows) parts.unitOfWork.write(moveStatement(parts.worker, [rows]));
}

export function hasEnded({ state }: Standing): boolean {
  return ['completed', 'failed', 'cancelled'].includes(state.status);
}

/** What its row is to say. */
export function parkedOf({ id, version }: InstanceRow, standing: Standing, wakeAt: Date | null): Parked {
  const { state, version: streamVersion } = standing;
  const ended = hasEnded(standing);
  return {
    id,
    version: state.definitionVersion || version,
    status: state.status,
    step: state.step,
    wakeAt: ended ? null : wakeAt,
    failure: state.stuck?.failure ?? state.failure,
    streamVersion,
    ended,
  };
}

/** What the owner does at the end of a saga failed: that is no fault of the work before it, and is tried again. */
export class EndFailed extends Error {
  override readonly name = 'EndFailed';
}

async function end(
  { name, end: hooks }: AnySagaDefinition,
  { id, state: { state } }: SagaInstance,
  { status, failure }: NonNullable<Turn['ended']>,
): Promise<void> {
  const why = failure ?? { code: `SAGA.${status.toUpperCase()}`, detail: 'No reason was given.' };
  try {
    if (status === 'completed') await hooks?.completed?.(id, state);
    else await hooks?.[status]?.(id, why, state);
  } catch (cause) {
    const text = cause instanceof Error ? cause.message : String(cause);
    throw new EndFailed(`What ${name} does when it is ${status} failed: ${text}`, { cause });
  }
}
