import { archived, idReused } from './append-error.js';
import type { AppendResult } from '../event-store.js';
import type { PendingAppend } from './pending-append.js';

/** What became of an append, or that a projection written with it is not kept that way any more: nothing was written. */
export type AppendOutcome = AppendResult | 'projection-moved';

/** One row of what the append functions answer. */
export interface OutcomeRow {
  outcome: string;
  stream_version: string | null;
  last_position: string | null;
}

/** @throws EddaError `EVENT_ID_REUSED`, `STREAM_ARCHIVED` */
export function outcomeOf(row: OutcomeRow, append: PendingAppend): AppendOutcome {
  const version = Number(row.stream_version);
  switch (row.outcome) {
    case 'appended':
    case 'repeated':
      return { ok: true, version, position: Number(row.last_position), repeated: row.outcome === 'repeated' };
    case 'conflict':
      return conflictOf(append, version);
    case 'projection-moved':
      return 'projection-moved';
    case 'archived':
      throw archived(append);
    case 'id-reused':
      throw idReused(append);
    default:
      throw new Error(`The database answered an append with ${row.outcome}: its functions are of another version.`);
  }
}

export function conflictOf({ stream, expected }: PendingAppend, actual: number): AppendOutcome {
  return { ok: false, conflict: { tenantId: stream.tenantId, streamId: stream.streamId, expected, actual } };
}
