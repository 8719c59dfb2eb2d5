import { jsonDepth, MAX_EVENT_BYTES, MAX_EVENT_DEPTH } from '@edda/event-store';
import { EddaError, type ExecutionContext, type Uuid } from '@edda/kernel';
import type { SagaMessage } from '../engine/saga-message.js';

/** A message as it lies in the inbox, behind those with a lower `seq`. */
export interface InboxMessage {
  readonly seq: number;
  readonly tenantId: string;
  readonly message: SagaMessage;
  /** What made somebody send it. */
  readonly cause: Cause;
}

export type Cause = Pick<ExecutionContext, 'causationId' | 'traceparent'>;

/** As the database writes it into JSON. */
export interface InboxJson {
  readonly seq: number;
  readonly tenant: string;
  readonly id: Uuid;
  readonly kind: SagaMessage['kind'];
  readonly body: Record<string, unknown>;
  readonly cause: Uuid | null;
  readonly trace: string | null;
}

export function fromInbox({ seq, tenant, id, kind, body, cause, trace }: InboxJson): InboxMessage {
  const message = { ...body, kind, id } as unknown as SagaMessage;
  return { seq, tenantId: tenant, message, cause: { causationId: cause, traceparent: trace } };
}

/** What is around it in an event, and in the metadata. */
const ROOM = 16 * 1024;
/** The body lies inside an event, and what an outcome leads to inside the state. */
const DEPTH_ROOM = 8;

/**
 * The body of a message as JSON.
 *
 * @throws EddaError `SAGA.MESSAGE_TOO_LARGE`, `SAGA.MESSAGE_INVALID` for what could not be kept in an event
 */
export function bodyOf({ kind: _kind, id, ...body }: SagaMessage): string {
  return keptJson(body, `message ${id}`);
}

/** @throws EddaError `SAGA.MESSAGE_TOO_LARGE`, `SAGA.MESSAGE_INVALID` */
export function keptJson(value: unknown, what: string): string {
  const json = jsonOf(value, what);
  const bytes = Buffer.byteLength(json);
  const most = MAX_EVENT_BYTES - ROOM;
  if (bytes > most) {
    throw new EddaError(
      'too-large',
      'SAGA.MESSAGE_TOO_LARGE',
      `The ${what} takes ${bytes} bytes of JSON, at most ${most} fit: keep large things elsewhere and pass a reference.`,
    );
  }
  if (jsonDepth(json) > MAX_EVENT_DEPTH - DEPTH_ROOM) {
    throw invalid(`The ${what} is nested deeper than ${MAX_EVENT_DEPTH - DEPTH_ROOM} levels: flatten it.`);
  }
  return json;
}

function jsonOf(value: unknown, what: string): string {
  try {
    const json: unknown = JSON.stringify(value);
    if (typeof json === 'string') return json;
  } catch (error) {
    throw invalid(`The ${what} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  throw invalid(`The ${what} is not JSON: give an object, a list, a text, a number, true, false or null.`);
}

function invalid(sentence: string): EddaError {
  return new EddaError('invalid', 'SAGA.MESSAGE_INVALID', sentence);
}
