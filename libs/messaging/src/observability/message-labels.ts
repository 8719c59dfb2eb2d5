import type { OutgoingRecord } from '../broker/broker.js';

/** What a message is counted under. */
export interface MessageLabels {
  readonly topic: string;
  readonly type: string;
  /** The subscription's group, such as `learning.run-completed`. */
  readonly group: string;
}

/** The type of a record for metrics and spans; records of strangers may have none. */
export function typeOf({ headers }: Pick<OutgoingRecord, 'headers'>): string {
  return headers['ce_type'] ?? 'unknown';
}

export function labelsOf(record: Pick<OutgoingRecord, 'topic' | 'headers'>, group: string): MessageLabels {
  return { topic: record.topic, type: typeOf(record), group };
}
