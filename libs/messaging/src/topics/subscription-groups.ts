import type { SqlClient } from '@edda/event-store';

/** The groups of the subscriptions that a service has had; none where it never had any. */
export async function subscriptionGroups(client: Pick<SqlClient, 'query'>): Promise<string[]> {
  const [table] = await client.query<{ found: boolean }>(`select to_regclass('subscriptions') is not null as found`);
  if (!table?.found) return [];
  const rows = await client.query<{ name: string }>('select name from subscriptions order by name');
  return rows.map(({ name }) => name);
}
