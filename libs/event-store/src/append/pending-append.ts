import type { PendingMessage, StreamName } from '../recorded-message.js';
import type { ExpectedVersion } from './expected-version.js';

/** Events on their way into one stream. */
export interface PendingAppend {
  stream: StreamName;
  events: readonly PendingMessage[];
  expected: ExpectedVersion;
  /** The projections that were written together with them, as `name@version`; it is refused when one has moved on. */
  projections: readonly string[];
}
