import type { NewMessage } from '@edda/event-schemas';
import { describeConflict, type VersionConflict } from '@edda/event-store';
import type { AnySagaDefinition } from '../definition/saga-definition.js';
import type { SagaEngine } from '../engine/saga-engine.js';
import type { Turn } from '../engine/turn.js';
import type { SagaInstance } from '../instance/saga-instance.js';
import type { InboxMessage } from '../inbox/inbox-message.js';
import { momentsOf, passEach, type SagaMoment } from './failpoint.js';
import type { InstanceRow } from './instance-row.js';
import { moveStatement, type Parked } from './parking.js';
import type { RuntimeParts } from './runtime-parts.js';
import type { Standing } from './standing.js';

/** One step of an instance along its history, together with all that is written with it. */
export interface Move {
  readonly standing: Standing;
  readonly turn: Turn;
  readonly events: readonly NewMessage[];
  /** How many messages of the inbox it has taken in. */
  readonly taken: number;
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

/** Adds a move to the running unit of work. What is nothing but events is appended in one round trip with those of others. */
export async function writeMove(parts: RuntimeParts, draft: Draft): Promise<Move> {
  const { unitOfWork, repository, worker } = parts;
  const { row, instance, engine, turn, before, taken, isIdle } = draft;
  const events = instance.pending;
  const standing = { ...before, state: instance.state, version: before.version + events.length };
  if (turn.ended) await end(engine.definition, instance, turn.ended);
  if (events.length > 0) await repository.save({ ...before, aggregate: instance });
  for (const { message, key, id } of turn.commands) unitOfWork.send(message, { key, id });
  const hasRows = turn.awaits.length + turn.settled.length + taken.length + turn.commands.length > 0;
  const parked = hasRows && isIdle ? parkedOf(row, standing, engine.wakeAt(instance)) : null;
  if (hasRows) {
    const seqs = taken.map(({ seq }) => seq);
    unitOfWork.write(moveStatement({ id: row.id, saga: row.saga, worker, turn, taken: seqs, parked }));
  }
  const moments = parts.failpoint ? momentsOf(events, turn, taken.length, parked !== null) : [];
  if (parts.failpoint) await passEach(parts.failpoint, 'before', moments, row.id);
  return { standing, turn, events, taken: taken.length, parked, moments };
}

/** What its row is to say. */
export function parkedOf({ id, version }: InstanceRow, { state, version: streamVersion }: Standing, wakeAt: Date | null): Parked {
  const ended = ['completed', 'failed', 'cancelled'].includes(state.status);
  return {
    id,
    version: state.definitionVersion || version,
    status: state.status,
    step: state.step,
    wakeAt: ended ? null : wakeAt,
    failure: state.failure,
    streamVersion,
    ended,
  };
}

async function end(
  { end: hooks }: AnySagaDefinition,
  { id, state: { state } }: SagaInstance,
  { status, failure }: NonNullable<Turn['ended']>,
): Promise<void> {
  if (status === 'completed') await hooks?.completed?.(id, state);
  else await hooks?.[status]?.(id, failure ?? { code: `SAGA.${status.toUpperCase()}`, detail: 'No reason was given.' }, state);
}
