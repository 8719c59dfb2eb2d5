import type { SqlClient } from '@edda/event-store';
import { isUuid } from '@edda/kernel';

/** Which of these messages the subscription has handled before. Ids that cannot be a message's are left out. */
export async function handledAmong(
  client: SqlClient,
  subscription: string,
  ids: readonly (string | undefined)[],
): Promise<Set<string>> {
  const rows = await client.query<{ message_id: string }>(
    'select message_id from inbox where subscription = $1 and message_id = any($2::uuid[])',
    [subscription, ids.filter(isUuid)],
    'edda-inbox',
  );
  return new Set(rows.map((row) => row.message_id));
}
