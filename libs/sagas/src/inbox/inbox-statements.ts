import type { NamedStatement } from '@edda/event-store';
import type { ExecutionContext, Uuid } from '@edda/kernel';
import type { Cause } from './inbox-message.js';

/** Whose message it is, and what made them send it. */
export type Sender = Cause & Pick<ExecutionContext, 'tenantId'>;

/** An outcome, for the instance that waits for it; nothing where none does. */
export function settleStatement(
  { tenantId, causationId, traceparent }: Sender,
  awaitedId: Uuid,
  body: string,
): NamedStatement {
  return {
    name: 'edda-saga-settle',
    text: `insert into saga_inbox (tenant_id, instance_id, message_id, kind, body, causation_id, traceparent)
           select s.tenant_id, s.id, a.outcome_id, 'outcome', $3::json, $4::uuid, $5
             from saga_awaited_outcomes a join saga_instances s on s.id = a.instance_id
            where a.outcome_id = $2 and s.tenant_id = $1
           on conflict do nothing`,
    values: [tenantId, awaitedId, body, causationId, traceparent],
  };
}

export interface NewMessageFor extends Sender {
  readonly instanceId: Uuid;
  readonly messageId: Uuid;
  readonly kind: 'signal' | 'control';
  readonly body: string;
  /** How long it waits for an instance that is not there, in milliseconds. */
  readonly patienceMs: number;
}

/**
 * A signal or an order for an instance; one that has ended, or belongs to another tenant, gets nothing. One that was left
 * alone because it failed is tried again at once when somebody steps in.
 */
export function messageStatement(message: NewMessageFor): NamedStatement {
  const { tenantId, causationId, traceparent, instanceId, messageId, kind, body, patienceMs } = message;
  return {
    name: 'edda-saga-message',
    text: `with freed as (
             update saga_instances set not_before = null
              where $4 = 'control' and id = $2 and tenant_id = $1 and owner is null and not_before is not null)
           insert into saga_inbox (tenant_id, instance_id, message_id, kind, body, causation_id, traceparent, waiting,
                                   expires_at)
           select $1, $2, $3, $4, $5::json, $7::uuid, $8, s.id is null,
                  case when s.id is null then clock_timestamp() + $6::float8 * interval '1 ms' end
             from (select 1) as it left join saga_instances s on s.id = $2
            where s.id is null or (s.ended_at is null and s.tenant_id = $1)
           on conflict do nothing`,
    values: [tenantId, instanceId, messageId, kind, body, patienceMs, causationId, traceparent],
  };
}

/** Messages of one instance, in order of arrival; part of a larger statement. `$instance` is an expression. */
export function messagesOf(instance: string): string {
  return `(select json_agg(json_build_object('seq', m.seq, 'tenant', m.tenant_id, 'id', m.message_id, 'kind', m.kind,
                                             'body', m.body, 'cause', m.causation_id, 'trace', m.traceparent)
                           order by m.seq)
             from (select i.*, sum(octet_length(i.body::text)) over (order by i.seq) - octet_length(i.body::text) as ahead
                     from (select * from saga_inbox where instance_id = ${instance} order by seq limit ${MOST_MESSAGES}) i) m
            where m.ahead < ${MOST_BYTES})`;
}

/** Read at once for one instance. */
export const MOST_MESSAGES = 100;
const MOST_BYTES = 2 * 1024 * 1024;
