import type { MessageKind } from '@edda/event-schemas';
import type { MessageMetadata, RecordedMessage } from '../recorded-message.js';

/** A row of `events` as pg returns it: bigints as strings, json parsed. */
export interface EventRow {
  position: string;
  id: string;
  kind: MessageKind;
  tenant_id: string;
  stream_id: string;
  category: string;
  version: string | null;
  previous_public: string | null;
  type: string;
  schema_version: string;
  topic: string | null;
  data: unknown;
  metadata: MessageMetadata;
  recorded_at: Date;
}

export const EVENT_COLUMNS =
  'position, id, kind, tenant_id, stream_id, category, version, previous_public, type, schema_version, topic, data, metadata, recorded_at';

export function toRecorded(row: EventRow): RecordedMessage {
  return {
    position: Number(row.position),
    id: row.id,
    kind: row.kind,
    tenantId: row.tenant_id,
    streamId: row.stream_id,
    category: row.category,
    version: row.version === null ? null : Number(row.version),
    previousPublic: row.previous_public === null ? null : Number(row.previous_public),
    type: row.type,
    schemaVersion: row.schema_version,
    topic: row.topic,
    data: row.data,
    metadata: row.metadata,
    recordedAt: row.recorded_at,
  };
}
