import type { StoredRecord } from '../subscriptions/parked-message.js';
import type { DeadLetter, DeadLetterRound, DeadLetterStatus } from './dead-letter.js';

/** A round as it is stored. */
export interface StoredRound {
  code: string;
  message: string;
  attempts: number;
  diedAt: string;
  redrivenAt: string;
  redrivenBy: string | null;
  edited: boolean;
}

export interface DeadLetterRow {
  id: string;
  status: DeadLetterStatus;
  subscription: string;
  message_id: string;
  lane: string;
  type: string | null;
  tenant_id: string | null;
  key: string;
  correlation_id: string | null;
  record: StoredRecord;
  code: string;
  message: string;
  attempts: number;
  died_at: Date;
  edited_at: Date | null;
  edited_by: string | null;
  holds_key: boolean;
  behind: number;
  note: string | null;
  redrives: number;
  rounds: StoredRound[];
}

/** The columns of a {@link DeadLetterRow}, of `dead_letters as d`. */
export const DEAD_LETTER_COLUMNS = `
  d.id, d.status, d.subscription, d.message_id, d.lane, d.type, d.tenant_id, d.key, d.correlation_id, d.record, d.code,
  d.message, d.attempts, d.died_at, d.edited_at, d.edited_by, d.holds_key, d.note, d.redrives, d.rounds,
  case when d.holds_key and d.status in ('dead', 'redriven')
       then (select count(*)::int from parked_messages as p
              where p.subscription = d.subscription and p.lane = d.lane and p.letter_id is distinct from d.id)
       else 0 end as behind`;

export function deadLetter(row: DeadLetterRow): DeadLetter {
  const { topic, partition, offset, headers, value } = row.record;
  return {
    id: row.id,
    status: row.status,
    subscription: row.subscription,
    messageId: row.message_id,
    type: row.type,
    tenantId: row.tenant_id,
    key: row.key,
    correlationId: row.correlation_id,
    topic,
    partition,
    offset,
    headers,
    value,
    code: row.code,
    message: row.message,
    attempts: row.attempts,
    diedAt: row.died_at,
    editedAt: row.edited_at,
    editedBy: row.edited_by,
    holdsKey: row.holds_key,
    behind: row.behind,
    note: row.note,
    rounds: roundsOf(row),
  };
}

function roundsOf({ status, rounds, code, message, attempts, died_at, edited_at }: DeadLetterRow): DeadLetterRound[] {
  const past = rounds.map((round, index) => ({
    ...round,
    round: index + 1,
    diedAt: new Date(round.diedAt),
    redrivenAt: new Date(round.redrivenAt),
  }));
  if (status === 'redriven' || status === 'handled') return past;
  const edited = edited_at !== null && edited_at > died_at;
  const last = { round: past.length + 1, code, message, attempts, diedAt: died_at, edited };
  return [...past, { ...last, redrivenAt: null, redrivenBy: null }];
}
