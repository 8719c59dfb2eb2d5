import type { SqlClient } from '../sql-client.js';
import { appendBatch } from './append-batch.js';
import type { AppendOutcome } from './append-outcome.js';
import { isLostConnection } from './lost-connection.js';
import type { SealedAppend } from './sealed-append.js';
import { streamKey } from './stream-key.js';

/** From this many appends on the two round trips of a batch are fewer than one for each. */
const MANY = 4;

/**
 * Appends to several streams in the transaction of a client, all in one round trip.
 *
 * @param written the types of all that the transaction writes
 * @returns an outcome for each; or null, with nothing appended, when they are to be sent one after the other: they are
 *   few, one stream is among them twice, one of them would have to be waited for, or one cannot be written
 */
export async function appendMany(
  client: SqlClient,
  appends: readonly SealedAppend[],
  written: string[],
): Promise<AppendOutcome[] | null> {
  if (appends.length < MANY || new Set(appends.map(({ stream }) => streamKey(stream))).size < appends.length)
    return null;
  await client.query('savepoint edda_appends');
  try {
    const outcomes = await appendBatch(client, appends, written);
    const known = outcomes.filter((outcome) => outcome !== 'alone');
    if (known.length === appends.length) return known;
  } catch (error) {
    if (isLostConnection(error)) throw error;
    // Which of them is at fault shows when they are sent one after the other.
  }
  // With their locks: to wait for one while others are held could end in a deadlock.
  await client.query('rollback to savepoint edda_appends');
  return null;
}
