import type { MessageKind } from '@edda/event-schemas';

/** A message as a handler receives it, with everything its envelope says. */
export interface Delivery<T = unknown> {
  /** Of the message; the same at every delivery. */
  id: string;
  kind: MessageKind;
  type: string;
  schemaVersion: string;
  /** The context that sent it. */
  source: string;
  topic: string;
  partition: number;
  offset: number;
  /** What the record was published under; messages of one key come in order. */
  key: string;
  streamId: string;
  /** Version of the event in its stream; null for commands and replies. */
  sequence: number | null;
  /** Version of the public event before it in its stream, 0 for the first; null for commands and replies. */
  previous: number | null;
  time: string;
  tenantId: string;
  userId: string | null;
  correlationId: string;
  causationId: string | null;
  traceparent: string | null;
  data: T;
  /** Personal fields that hold their replacement because their subject was forgotten; absent when there are none. */
  forgottenFields?: readonly string[];
  /**
   * The lowest offset of its partition that this process has taken over and not finished, as it is when it is asked; null
   * once the partition is somebody else's. Absent from a message that was parked.
   */
  lowestUnfinished?: () => number | null;
}
