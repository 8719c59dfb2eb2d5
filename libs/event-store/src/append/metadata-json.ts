import { EddaError } from '@edda/kernel';
import type { MessageMetadata, PendingMessage } from '../recorded-message.js';
import { UNSTORABLE } from './check-append.js';
import { MAX_METADATA_BYTES } from './event-limits.js';

/** @throws EddaError `EVENT_TOO_LARGE`, `METADATA_INVALID` for what the index over its correlation cannot parse */
export function metadataJson({ type, metadata }: PendingMessage): string {
  const json = JSON.stringify(metadata);
  if (json.includes('\\u')) assertStorable(type, metadata);
  if (json.length * 3 <= MAX_METADATA_BYTES) return json;
  const bytes = Buffer.byteLength(json);
  if (bytes <= MAX_METADATA_BYTES) return json;
  throw new EddaError(
    'too-large',
    'EVENT_TOO_LARGE',
    `The metadata of ${type} takes ${bytes} bytes, at most ${MAX_METADATA_BYTES} fit: shorten the ids of its context.`,
  );
}

function assertStorable(type: string, metadata: MessageMetadata): void {
  for (const [field, value] of Object.entries(metadata) as [string, string | null][]) {
    if (value === null || !UNSTORABLE.test(value)) continue;
    throw new EddaError(
      'invalid',
      'METADATA_INVALID',
      `The ${field} of ${type} is ${JSON.stringify(value)}: give a text without NUL characters and lone surrogates.`,
    );
  }
}
