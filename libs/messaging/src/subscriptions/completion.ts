import type { NamedStatement } from '@edda/event-store';
import type { ReceivedRecord } from './received-record.js';

/**
 * The statement that marks a message as handled, in the transaction of what its handler changed. It fails when another
 * delivery was faster. Answers with the state of the key.
 *
 * @param expected the sequence that the row must still have
 */
export function completion(
  subscription: string,
  { tracking, lane, sequence, id }: ReceivedRecord,
  expected: number | null,
): NamedStatement | undefined {
  switch (tracking) {
    case 'sequence':
      return {
        text: 'select advance_subscription_key($1, $2, $3, $4) as state',
        values: [subscription, lane, expected, sequence],
        name: 'edda-advance-key',
      };
    case 'inbox':
      return {
        text: 'select mark_message_handled($1, $2) as state',
        values: [subscription, id],
        name: 'edda-mark-handled',
      };
    case 'none':
      return undefined;
  }
}
