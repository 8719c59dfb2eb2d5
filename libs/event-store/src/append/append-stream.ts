import { EddaError } from '@edda/kernel';
import type { AppendResult } from '../event-store.js';
import type { PendingMessage, StreamName } from '../recorded-message.js';
import type { SqlClient } from '../sql-client.js';
import { outcomeOf, type AppendOutcome, type OutcomeRow } from './append-outcome.js';
import { checkExpected, checkStream } from './check-append.js';
import { appendError } from './append-error.js';
import type { ExpectedVersion } from './expected-version.js';
import { typesOf } from './pending-append.js';
import { seal, type SealedAppend } from './sealed-append.js';

const APPEND_SQL =
  'select * from append_to_stream($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)';

/**
 * Appends events to one stream in one round trip. A conflict is a value.
 *
 * @throws EddaError `PROJECTION_MOVED` where an inline projection follows one of them; `EVENT_ID_REUSED` for an id used elsewhere before, and those of {@link EventStore.append}
 */
export async function appendStream(
  client: SqlClient,
  stream: StreamName,
  events: readonly PendingMessage[],
  expected: ExpectedVersion,
): Promise<AppendResult> {
  checkStream(stream);
  checkExpected(expected);
  const append = seal({ stream, events, expected, projections: [], written: typesOf(events) });
  try {
    const outcome = await appendSealed(client, append);
    if (outcome !== 'projection-moved') return outcome;
  } catch (error) {
    throw appendError(error, append);
  }
  throw new EddaError(
    'conflict',
    'PROJECTION_MOVED',
    `Events for stream ${stream.streamId} change a read model in the transaction of their append: append them through the store.`,
  );
}

/** Waits for whoever has locked the stream. */
export async function appendSealed(client: SqlClient, append: SealedAppend): Promise<AppendOutcome> {
  return outcomeOf(await call(client, append, true), append);
}

/** Answers 'busy' where it would have to wait for another transaction. */
export async function tryAppendSealed(client: SqlClient, append: SealedAppend): Promise<AppendOutcome | 'busy'> {
  const row = await call(client, append, false);
  return row.outcome === 'busy' ? 'busy' : outcomeOf(row, append);
}

async function call(client: SqlClient, append: SealedAppend, wait: boolean): Promise<OutcomeRow> {
  const { stream } = append;
  const rows = await client.query<OutcomeRow>(
    APPEND_SQL,
    [
      stream.tenantId,
      stream.streamId,
      stream.category,
      append.expectedCode,
      append.ids,
      append.types,
      append.schemaVersions,
      append.topics,
      append.previous,
      append.data,
      append.metadata,
      append.recordedAt,
      append.lastPublic,
      append.projections,
      append.written,
      wait,
    ],
    'edda-append',
  );
  if (!rows[0]) throw new Error('The database did not answer an append.');
  return rows[0];
}
