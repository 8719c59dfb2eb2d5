import { message, type MessageClass } from '@edda/event-schemas';
import { newId } from '@edda/kernel';
import { toRecord, type BrokerRecord } from '../../src/index.js';
import { LetterSent } from './letters.js';

let offset = 0;
const versions = new Map<string, number>();

/** From here on the first event of every stream is its first one again. */
export function beginStreams(): void {
  versions.clear();
}

/** A record as the relay of another service publishes it. */
export function recordOf<T extends object>(
  payload: MessageClass<T>,
  data: T,
  { streamId = `letter-${newId()}`, id = newId(), headers = {} as Record<string, string> } = {},
): BrokerRecord {
  const { definition } = message(payload, data);
  const previous = versions.get(streamId) ?? 0;
  if (definition.kind === 'event') versions.set(streamId, previous + 1);
  const record = toRecord({
    position: offset,
    id,
    kind: definition.kind,
    tenantId: 'acme',
    streamId,
    category: 'letter',
    version: definition.kind === 'event' ? previous + 1 : null,
    previousPublic: definition.kind === 'event' ? previous : null,
    type: definition.type,
    schemaVersion: definition.version,
    topic: definition.topic?.name ?? null,
    data,
    metadata: {
      correlationId: newId(),
      causationId: null,
      userId: 'ann',
      traceparent: null,
      source: definition.sender,
    },
    recordedAt: new Date(),
  });
  return {
    ...record,
    headers: { ...record.headers, ...headers },
    partition: 0,
    offset: offset++,
    timestamp: new Date(),
  };
}

/** The next event of the stream called `streamId`. */
export function letter(streamId: string, text: string, headers: Record<string, string> = {}): BrokerRecord {
  return recordOf(LetterSent, { text }, { streamId, headers });
}

/** The same record without one of its headers. */
export function without(record: BrokerRecord, header: string): BrokerRecord {
  const { [header]: _, ...headers } = record.headers;
  return { ...record, headers };
}

/** The id of the message in a record. */
export function idOf(record: BrokerRecord): string {
  return record.headers['ce_id'] ?? '';
}

/** Records as they lie in a partition one behind the other, whatever offsets they had. */
export function inOrder(...records: BrokerRecord[]): BrokerRecord[] {
  return records.map((record) => ({ ...record, offset: offset++ }));
}
