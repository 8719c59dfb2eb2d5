import { groupBy } from '@edda/kernel';
import type { BrokerRecord } from '../../broker/broker.js';
import type { HeldPartition } from './claim.js';
import type { Database } from '../database/database.js';
import { FETCH_RECORDS_SQL } from '../sql/fetch-records.sql.js';

const FETCH = { name: 'edda-broker-fetch', text: FETCH_RECORDS_SQL };

export interface FetchPosition {
  readonly held: HeldPartition;
  /** The offset to read from. */
  readonly position: number;
}

/** What a partition had to give. */
export interface FetchedRecords {
  readonly records: readonly BrokerRecord[];
  /** The oldest offset kept and the one the next record will get, as of this fetch. */
  readonly start: number;
  readonly end: number;
}

interface FetchRow {
  nth: number;
  start_offset: string;
  next_offset: string;
  record_offset: string | null;
  key: string;
  headers: string;
  value: string;
  created_at: Date;
}

/**
 * Reads on in several partitions with one statement. The answer has an element for each position; null when the
 * partition does not exist.
 *
 * @param maxBatch most records of one partition
 * @param maxBytes about how many bytes of one partition; each may give one record more
 */
export async function fetchRecords(
  database: Database,
  positions: readonly FetchPosition[],
  maxBatch: number,
  maxBytes: number,
): Promise<(FetchedRecords | null)[]> {
  const rows = await database.query<FetchRow>(FETCH, [
    positions.map(({ held }) => held.topicId),
    positions.map(({ held }) => held.partition),
    positions.map(({ position }) => position),
    maxBatch,
    maxBytes,
  ]);
  const found = groupBy(rows, (row) => row.nth);
  return positions.map(({ held }, index) => {
    const own = found.get(index + 1);
    if (!own?.[0]) return null;
    return {
      records: own.filter((row) => row.record_offset !== null).map((row) => brokerRecord(held, row)),
      start: Number(own[0].start_offset),
      end: Number(own[0].next_offset),
    };
  });
}

function brokerRecord(held: HeldPartition, row: FetchRow): BrokerRecord {
  return {
    topic: held.topic,
    partition: held.partition,
    offset: Number(row.record_offset),
    key: row.key,
    headers: JSON.parse(row.headers) as Record<string, string>,
    value: row.value,
    timestamp: row.created_at,
  };
}
