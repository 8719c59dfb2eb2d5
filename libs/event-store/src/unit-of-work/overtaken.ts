import type { VersionConflict } from '../append/expected-version.js';
import { codeOf } from '../append/lost-connection.js';
import type { SqlClient } from '../sql-client.js';
import type { BufferedAppend } from './session.js';

const UNIQUE_VIOLATION = '23505';

/**
 * The conflict behind a row that is there already: a read model is written before the streams are compared, and meets the
 * row that a faster writer of the same stream has put there.
 *
 * @returns the first append whose stream is not where it was expected any more; null when the failure is nothing of that kind
 */
export async function overtakenBy(
  error: unknown,
  client: SqlClient,
  appends: readonly BufferedAppend[],
): Promise<VersionConflict | null> {
  if (codeOf(error) !== UNIQUE_VIOLATION) return null;
  for (const { stream, expected } of appends) {
    if (expected === 'any' || expected === 'exists') continue;
    const { tenantId, streamId } = stream;
    const rows = await client.query<{ version: string }>(
      'select version from streams where tenant_id = $1 and stream_id = $2',
      [tenantId, streamId],
    );
    const actual = Number(rows[0]?.version ?? 0);
    if (actual !== (expected === 'none' ? 0 : expected)) return { tenantId, streamId, expected, actual };
  }
  return null;
}
