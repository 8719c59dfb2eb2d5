import { adoptParked } from './adopt-parked.js';
import type { SubscriptionParts } from './subscription-parts.js';

/**
 * Finds out how a subscription began. One that begins with the oldest records is strict: a gap before the first record of a
 * key is one. Not so where records were passed before there were key rows, or were never to be had.
 */
export async function register(parts: SubscriptionParts): Promise<void> {
  const { client, group, options, subscription } = parts;
  const { from } = subscription.policy;
  const known = await client.query('select from subscriptions where name = $1', [group]);
  if (known.length === 0) {
    const hasBegun = (await options.broker.groupTopics(group, subscription.topics)).length > 0;
    const strict = from === 'earliest' && options.broker.capabilities.replay && !hasBegun;
    await client.query('insert into subscriptions (name, strict) values ($1, $2) on conflict do nothing', [
      group,
      strict,
    ]);
  }
  await noteGuarantee(parts);
  const [row] = await client.query<{ strict: boolean; checks_inbox: boolean }>(
    'select strict, checks_inbox from subscriptions where name = $1',
    [group],
  );
  parts.strict = row?.strict ?? true;
  parts.checksInbox = row?.checks_inbox ?? false;
  await adoptParked(parts);
}

/** Nothing is noted of what is handled at least once: what was noted before says nothing any more. */
async function noteGuarantee({ client, group, subscription }: SubscriptionParts): Promise<void> {
  const { guarantee } = subscription.policy;
  const [row] = await client.query<{ guarantee: string | null }>(
    'select guarantee from subscriptions where name = $1',
    [group],
  );
  if (row?.guarantee === guarantee) return;
  const isLoose = guarantee === 'at-least-once' || row?.guarantee === 'at-least-once';
  if (isLoose) {
    await client.query(`delete from subscription_keys where subscription = $1 and state = 'open'`, [group]);
    await client.query('update subscription_keys set last_sequence = null, due_at = now() where subscription = $1', [
      group,
    ]);
  }
  await client.query('update subscriptions set guarantee = $2, strict = strict and not $3 where name = $1', [
    group,
    guarantee,
    isLoose,
  ]);
}
