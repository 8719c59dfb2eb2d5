import type { MessageKind } from '@edda/event-schemas';
import { contextOrNew } from '@edda/kernel';

/** What travels with every message besides its data. */
export interface MessageMetadata {
  correlationId: string;
  causationId: string | null;
  userId: string | null;
  traceparent: string | null;
  /** The service that appended it. */
  source: string;
}

/** Which stream: the same id names different streams of different tenants. */
export interface StreamId {
  tenantId: string;
  streamId: string;
}

/**
 * A stream is named by its tenant and its id; the category is what its id starts with, such as `content`. It is no part of
 * the name: whoever appends to a stream must always give the same one.
 */
export interface StreamName extends StreamId {
  category: string;
}

/** The stream `<category>-<id>` of a tenant: of the execution context's unless given. */
export function streamName(category: string, id: string, tenantId = contextOrNew().tenantId): StreamName {
  return { tenantId, streamId: `${category}-${id}`, category };
}

/** A message as it lies in the log. */
export interface RecordedMessage<T = unknown> {
  /** Place in the whole log; grows, with gaps. */
  position: number;
  id: string;
  kind: MessageKind;
  tenantId: string;
  streamId: string;
  category: string;
  /** Place in the stream, from 1; null for commands and replies, which have none. */
  version: number | null;
  /** Version of the public event before this one in its stream, 0 for the first; null unless this is a public event. */
  previousPublic: number | null;
  type: string;
  schemaVersion: string;
  /** Where it is published; null for internal events. */
  topic: string | null;
  data: T;
  metadata: MessageMetadata;
  recordedAt: Date;
  /** Personal fields that hold their replacement because their subject was forgotten; absent when there are none. */
  forgottenFields?: readonly string[];
}

/** A message as it lies in the log, its data still as JSON text: to be passed on unchanged. */
export interface RecordedJson extends Omit<RecordedMessage, 'data' | 'forgottenFields'> {
  json: string;
}

/** A message that is about to be appended, with its id and metadata fixed. */
export type PendingMessage = Omit<
  RecordedMessage<object>,
  'position' | 'version' | 'previousPublic' | 'forgottenFields'
>;
