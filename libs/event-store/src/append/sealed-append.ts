import type { PendingMessage } from '../recorded-message.js';
import { eventJson } from './event-json.js';
import { checkAppendBytes, checkCount } from './event-limits.js';
import { metadataJson } from './metadata-json.js';
import type { PendingAppend } from './pending-append.js';

/** An append as the database takes it: a column for each property of its events. */
export interface SealedAppend extends PendingAppend {
  /** The expected version; below 0 it stands for a word. */
  expectedCode: number;
  ids: string[];
  types: string[];
  schemaVersions: string[];
  topics: (string | null)[];
  /** For each event the place in this append of the public event before it, from 1; 0 where there is none. */
  previous: number[];
  data: string[];
  metadata: string[];
  recordedAt: string[];
  /** The place of the last public event, 0 where there is none. */
  lastPublic: number;
  /** Of data and metadata, about. */
  size: number;
}

const EXPECTED_CODES = { any: -1, exists: -2, none: 0 } as const;

/**
 * Writes the events out and checks the limits, so that nothing is sent that cannot be written.
 *
 * @throws EddaError `BATCH_EMPTY`, `BATCH_TOO_LARGE`, `EVENT_TOO_LARGE`, `EVENT_TOO_DEEP`, `EVENT_NOT_JSON`
 */
export function seal(append: PendingAppend): SealedAppend {
  const { stream, events, expected, projections, written } = append;
  checkCount(events.length, stream.streamId);
  const sealed: SealedAppend = {
    stream,
    events,
    expected,
    projections,
    written,
    expectedCode: typeof expected === 'number' ? expected : EXPECTED_CODES[expected],
    ids: [],
    types: [],
    schemaVersions: [],
    topics: [],
    previous: [],
    data: [],
    metadata: [],
    recordedAt: [],
    lastPublic: 0,
    size: 0,
  };
  let before: PendingMessage | undefined;
  for (const event of events) {
    const data = eventJson(event);
    // Those of one append share their metadata and mostly the moment.
    const metadata = before?.metadata === event.metadata ? (sealed.metadata.at(-1) ?? '') : metadataJson(event);
    sealed.ids.push(event.id);
    sealed.types.push(event.type);
    sealed.schemaVersions.push(event.schemaVersion);
    sealed.topics.push(event.topic);
    sealed.previous.push(sealed.lastPublic);
    sealed.data.push(data);
    sealed.metadata.push(metadata);
    sealed.recordedAt.push(event.recordedAt.toISOString());
    if (event.topic !== null) sealed.lastPublic = sealed.ids.length;
    sealed.size += data.length + metadata.length;
    before = event;
  }
  checkAppendBytes(sealed.data, stream.streamId);
  return sealed;
}
