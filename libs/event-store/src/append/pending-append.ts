import type { PendingMessage, StreamName } from '../recorded-message.js';
import type { ExpectedVersion } from './expected-version.js';

/** Events on their way into one stream. */
export interface PendingAppend {
  stream: StreamName;
  events: readonly PendingMessage[];
  expected: ExpectedVersion;
  /** How its process believes that the inline projections of its unit of work are kept: `name@version:status`. */
  projections: readonly string[];
  /** The types of all that its unit of work writes; null when an append before has stated these and the projections. */
  written: readonly string[] | null;
}

/** Each type once. */
export function typesOf(messages: Iterable<{ type: string }>): string[] {
  const types = new Set<string>();
  for (const { type } of messages) types.add(type);
  return [...types];
}
