import type { OutgoingRecord } from '../broker/broker.js';

/** Why there is a placeholder: an operator discarded the message, or a transform keeps it from the topic. */
export type PlaceholderReason = 'discarded' | 'withheld';

const PLACEHOLDER_TYPE = 'MessagePlaceholder';
/** Says that a record is one, and why. */
export const PLACEHOLDER_HEADER = 'edda-placeholder';

/**
 * Stands on a topic for an event that is not published there, with its sequence: receivers go past it without a gap, and
 * hand it to no handler. It holds nothing of the event's data.
 */
export function placeholder(record: OutgoingRecord, reason: PlaceholderReason): OutgoingRecord {
  const headers = {
    ...record.headers,
    ce_type: PLACEHOLDER_TYPE,
    ce_schemaversion: '1.0.0',
    [PLACEHOLDER_HEADER]: reason,
  };
  return { ...record, headers, value: 'null' };
}

export function isPlaceholder({ headers }: Pick<OutgoingRecord, 'headers'>): boolean {
  return headers[PLACEHOLDER_HEADER] !== undefined;
}
