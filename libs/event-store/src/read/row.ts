import type { MessageKind } from '@edda/event-schemas';
import type { MessageMetadata, RecordedJson, RecordedMessage } from '../recorded-message.js';

/** A row of the log in the order of {@link EVENT_COLUMNS}: JSON still as text, so that each reader parses its own copy. */
export type StoredRow = [
  position: string,
  id: string,
  kind: MessageKind,
  tenantId: string,
  streamId: string,
  category: string,
  version: string | null,
  previousPublic: string | null,
  type: string,
  schemaVersion: string,
  topic: string | null,
  data: string,
  metadata: string,
  recordedAt: number,
];

/** What a row of `events e` has behind its position. */
export const EVENT_BODY = `e.id, e.kind, e.tenant_id, e.stream_id, e.category, e.version, e.previous_public, e.type,
  e.schema_version, e.topic, e.data::text, e.metadata::text, (extract(epoch from e.recorded_at) * 1000)::float8`;

/** A row of `events e`. */
export const EVENT_COLUMNS = `e.position, ${EVENT_BODY}`;

export function toRecorded(row: StoredRow): RecordedMessage {
  return { ...envelopeOf(row), data: JSON.parse(row[11]) as unknown };
}

export function toRecordedJson(row: StoredRow): RecordedJson {
  return { ...envelopeOf(row), json: row[11] };
}

function envelopeOf(row: StoredRow): Omit<RecordedJson, 'json'> {
  return {
    position: Number(row[0]),
    id: row[1],
    kind: row[2],
    tenantId: row[3],
    streamId: row[4],
    category: row[5],
    version: row[6] === null ? null : Number(row[6]),
    previousPublic: row[7] === null ? null : Number(row[7]),
    type: row[8],
    schemaVersion: row[9],
    topic: row[10],
    metadata: JSON.parse(row[12]) as MessageMetadata,
    recordedAt: new Date(row[13]),
  };
}

/** Roughly what a row takes in memory, in bytes. */
export function sizeOf(row: StoredRow): number {
  return 500 + 2 * (row[11].length + row[12].length);
}
