import { EddaError } from '@edda/kernel';
import type { SqlClient } from '../sql-client.js';
import type { Subject } from './subject-keys.js';

/**
 * Keeps subjects from being forgotten until the end of the transaction: whoever forgets one waits, and then finds in the
 * read models what this transaction wrote. A process may still hold the key of one that was forgotten a moment ago.
 *
 * @throws EddaError `SUBJECT_FORGOTTEN`
 */
export async function refuseForgotten(client: SqlClient, subjects: readonly Subject[]): Promise<void> {
  if (subjects.length === 0) return;
  const [forgotten] = await client.query<{ subject_id: string }>(
    'select subject_id from forgotten_among($1, $2) limit 1',
    [subjects.map(({ tenantId }) => tenantId), subjects.map(({ subjectId }) => subjectId)],
    'edda-forgotten-among',
  );
  if (!forgotten) return;
  throw new EddaError(
    'gone',
    'SUBJECT_FORGOTTEN',
    `There is personal data of ${forgotten.subject_id} in it, who was forgotten: nothing personal of theirs is stored any more.`,
  );
}

/** Waits for those that are writing personal data of a subject; those that come later see that it was forgotten. */
export async function lockSubject(client: SqlClient, { tenantId, subjectId }: Subject): Promise<void> {
  await client.query(`select pg_advisory_xact_lock(hashtextextended('subject:' || $1 || '/' || $2, 0))`, [
    tenantId,
    subjectId,
  ]);
}
