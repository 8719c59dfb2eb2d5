import { type EddaError } from '@edda/kernel';
import type { SagaEngine } from '../engine/saga-engine.js';
import type { Verdict } from '../engine/saga-message.js';
import type { Turn } from '../engine/turn.js';
import type { SagaInstance } from '../instance/saga-instance.js';
import type { InboxMessage } from '../inbox/inbox-message.js';
import type { InstanceRow } from './instance-row.js';
import type { SagaDefinitions } from './saga-definitions.js';
import { both, NO_TURN } from './turns.js';

/** Events of one append that messages may lead to; the rest of them comes with the next. */
const ENOUGH_EVENTS = 300;

export interface Received {
  readonly turn: Turn;
  /** Those that it has taken in, from the first on. */
  readonly taken: readonly InboxMessage[];
  readonly verdicts: readonly Verdict[];
}

/** Takes messages in, one after the other, in one move. */
export function receiveMessages(
  definitions: SagaDefinitions,
  row: InstanceRow,
  draft: SagaInstance,
  messages: readonly InboxMessage[],
  now: Date,
): Received {
  let turn = NO_TURN;
  const verdicts: Verdict[] = [];
  for (const { message, tenantId } of messages) {
    if (verdicts.length > 0 && draft.pending.length >= ENOUGH_EVENTS) break;
    const toVersion =
      message.kind === 'control' && message.control.action === 'migrate' ? message.control.toVersion : null;
    const engine: SagaEngine | null = definitions.find(
      row.saga,
      toVersion ?? (draft.state.definitionVersion || row.version),
    );
    if (tenantId !== row.tenantId) {
      verdicts.push('late');
    } else if (!engine) {
      verdicts.push('refused');
    } else {
      const received = engine.receive(draft, message, now);
      turn = both(turn, received);
      verdicts.push(received.verdict);
    }
  }
  return { turn, taken: messages.slice(0, verdicts.length), verdicts };
}

/** What stands for a message that leads to something which cannot be kept: nothing, or for an outcome a failure. */
export function insteadOf(
  { message, ...rest }: InboxMessage,
  { code, message: detail }: EddaError,
): InboxMessage | null {
  if (message.kind !== 'outcome') return null;
  return { ...rest, message: { ...message, outcome: { ok: false, failure: { code, detail } } } };
}
