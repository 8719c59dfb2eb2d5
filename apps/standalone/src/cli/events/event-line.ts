import type { RecordedMessage } from '@edda/event-store';
import { shortened } from '../terminal/printable.js';

const LEAST_DATA_WIDTH = 20;

/** One event for people: when, whose, where, what. */
export function eventLine(service: string, event: RecordedMessage, columns: number): string {
  const { position, recordedAt, streamId, version, type, schemaVersion, kind, tenantId } = event;
  const place = version === null ? kind : `v${version}`;
  const tenant = tenantId === 'default' ? '' : `${tenantId}/`;
  const head = `${recordedAt.toISOString()}  ${service} #${position}  ${tenant}${streamId} ${place}  ${type} ${schemaVersion}  `;
  return head + shortened(JSON.stringify(event.data), Math.max(LEAST_DATA_WIDTH, columns - head.length - 1));
}

/** One event for programs. */
export function eventJson(service: string, event: RecordedMessage): string {
  return JSON.stringify({ service, ...event });
}
