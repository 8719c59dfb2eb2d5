import { createHash } from 'node:crypto';
import { isUuid } from '@edda/kernel';
import type { BrokerRecord } from '../broker/broker.js';
import { isPlaceholder } from '../envelope/placeholder.js';
import { labelsOf, type MessageLabels } from '../observability/message-labels.js';
import { indexable } from './storable-text.js';
import type { Subscription } from './subscription.js';

/** By what a repetition is recognised: the sequence of its key, its id in the inbox, or not at all. */
export type Tracking = 'sequence' | 'inbox' | 'none';

/** A record with what must be known to put it in its place. */
export interface ReceivedRecord {
  readonly record: BrokerRecord;
  /** The id of the message; made of its content where it has none. */
  readonly id: string;
  /** Records of one lane are handled one after the other, and held together. */
  readonly lane: string;
  readonly tracking: Tracking;
  readonly sequence: number | null;
  /** The sequence of the record before it; null where that is not known. */
  readonly previous: number | null;
  /** The log holds nothing of its stream before it. */
  readonly startsHistory: boolean;
  /** Whether the handler is to get it; else it only moves its key on. */
  readonly isWanted: boolean;
  readonly labels: MessageLabels;
  /** The lowest offset of its partition that is not finished here; null once the partition is lost. */
  readonly lowestUnfinished?: () => number | null;
}

/** Says that a record of a backfill is for one group alone. */
const GROUP_HEADER = 'edda-group';
const HISTORY_START_HEADER = 'edda-history-start';

/** Whether a record is for this group. */
export function isFor({ headers }: BrokerRecord, group: string): boolean {
  return headers[GROUP_HEADER] === undefined || headers[GROUP_HEADER] === group;
}

/** Puts a record in its place by its headers alone; what else is wrong with it shows when it is handed over. */
export function received(record: BrokerRecord, subscription: Subscription): ReceivedRecord {
  const { headers } = record;
  const { guarantee, orderedBy } = subscription.policy;
  const id = indexable(headers['ce_id'] ?? contentId(record));
  const ordered = orderedBy === 'key';
  const sequence = headers['ce_kind'] === 'event' && headers['ce_source'] ? count(headers['ce_sequence']) : null;
  const tracking = guarantee === 'at-least-once' ? 'none' : ordered && sequence !== null ? 'sequence' : 'inbox';
  return {
    record,
    id,
    lane: ordered ? laneOf(record) : ownLane(id),
    tracking: tracking === 'inbox' && !isUuid(id) ? 'none' : tracking,
    sequence: ordered ? sequence : null,
    previous: ordered ? count(headers['ce_previous']) : null,
    startsHistory: headers[HISTORY_START_HEADER] === 'true',
    isWanted: wants(subscription, record),
    labels: labelsOf(record, subscription.group),
  };
}

/** The lane of a message that stands alone. */
export function ownLane(id: string): string {
  return `#${id}`;
}

/** A stream is named by its key and the service whose log it is in: several of them publish to the system topic. */
function laneOf({ key, headers }: BrokerRecord): string {
  const source = headers['ce_kind'] === 'event' ? headers['ce_source'] : undefined;
  return indexable(source ? `${source} ${key}` : key);
}

function wants({ messages }: Subscription, record: BrokerRecord): boolean {
  if (isPlaceholder(record)) return false;
  return messages === null || messages.some(({ type }) => type === record.headers['ce_type']);
}

function count(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null;
}

/** Names a record without an id. Not its offset: a broker may give that to another record later. */
export function contentId({ key, headers, value }: BrokerRecord): string {
  return createHash('sha256')
    .update(JSON.stringify([key, headers, value]))
    .digest('hex');
}
