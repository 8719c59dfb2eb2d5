import type { RecordedJson } from '@edda/event-store';
import { EddaError } from '@edda/kernel';

/**
 * `refused`: the broker takes it under no circumstances, until somebody changes something and asks for it to be sent again
 * or discarded; `retrying`: its topic has nobody who could take it yet, it is tried again by itself; `waiting`: behind one
 * of these in its stream.
 */
export type RefusedStatus = 'refused' | 'retrying' | 'waiting';

/** A message that was to be published and was put aside. */
export interface RefusedRecord {
  readonly id: number;
  readonly status: RefusedStatus;
  /** Tenant and stream; what comes later under it waits. */
  readonly key: string;
  readonly message: RecordedJson;
  readonly code: string | null;
  readonly reason: string | null;
  /** How often it was tried. */
  readonly attempts: number;
  readonly nextAttemptAt: Date | null;
  /** What somebody asked for and the service has not done yet. */
  readonly request: 'resend' | 'discard' | null;
  readonly note: string | null;
  readonly refusedAt: Date;
}

/** A message that could not be published now. */
export interface PutAside {
  readonly message: RecordedJson;
  readonly status: RefusedStatus;
  /** Null for one that waits. */
  readonly error: EddaError | null;
}

/** A record under which order is kept: that of its stream. */
export function keyOf({ tenantId, streamId }: RecordedJson): string {
  return `${tenantId}/${streamId}`;
}

const FOR_GOOD = new Set(['BROKER.RECORD_TOO_LARGE', 'BROKER.INVALID_RECORD', 'MESSAGE.TRANSFORM_FAILED']);
const FOR_NOW = new Set(['BROKER.UNROUTABLE', 'BROKER.UNKNOWN_TOPIC']);

/** What a failure to publish says of the records; null when it says nothing of them, and all are to be tried again. */
export function refusalOf(error: unknown): { status: 'refused' | 'retrying'; error: EddaError } | null {
  if (!(error instanceof EddaError)) return null;
  if (FOR_GOOD.has(error.code)) return { status: 'refused', error };
  return FOR_NOW.has(error.code) ? { status: 'retrying', error } : null;
}
