import type { PendingMessage } from '../recorded-message.js';

/** A message as a projection is given it. */
export interface ProjectedMessage extends PendingMessage {
  /** Place in the stream; null for commands and replies, and inline when its stream is appended to with "any" or "exists". */
  version: number | null;
  /** Place in the log; null inline, where it is not drawn yet. */
  position: number | null;
}
