import type { EddaError } from '@edda/kernel';
import type { Verdict } from '../engine/saga-message.js';
import type { ArrivedMessages } from '../inbox/arrived-messages.js';
import type { Cause, InboxMessage } from '../inbox/inbox-message.js';
import type { InstanceRow } from './instance-row.js';
import type { Decide } from './moves.js';
import { insteadOf, receiveMessages } from './receive-messages.js';
import { isUnkeepable } from './refused-writes.js';
import type { RuntimeParts } from './runtime-parts.js';
import { NO_TURN } from './turns.js';

/** An instance whose messages are taken in. */
export interface Receiver {
  readonly parts: RuntimeParts;
  readonly row: InstanceRow;
  readonly arrived: ArrivedMessages;
  /** What follows is caused by this. */
  causedBy(cause: Cause): void;
  commit(decide: Decide): Promise<unknown>;
  describe(error: unknown): object;
}

/** Takes in what has arrived for an instance, in one move, or as many of it as one move should have. */
export async function takeMessages(receiver: Receiver): Promise<void> {
  const { parts, arrived } = receiver;
  let verdicts: readonly Verdict[] = [];
  try {
    await receiver.commit((draft) => {
      const { waiting } = arrived;
      const received = receiveMessages(parts.definitions, receiver.row, draft, waiting, parts.clock.now());
      ({ verdicts } = received);
      const last = received.taken.at(-1);
      if (last) receiver.causedBy(last.cause);
      return received;
    });
    for (const verdict of verdicts) parts.metrics.messages(verdict, 1);
  } catch (error) {
    const [first] = arrived.waiting;
    if (!first || !isUnkeepable(error)) throw error;
    parts.logger.warn('What a message leads to cannot be kept in the history of its saga.', receiver.describe(error));
    await takeAlone(receiver, first, error);
  }
}

/** Of several messages it is not known which one is at fault: the first is taken alone, or what stands for it. */
async function takeAlone({ parts, row, commit }: Receiver, first: InboxMessage, fault: EddaError): Promise<void> {
  const { definitions, clock } = parts;
  for (const message of [first, insteadOf(first, fault), null]) {
    try {
      await commit((draft) =>
        message ? receiveMessages(definitions, row, draft, [message], clock.now()) : { turn: NO_TURN, taken: [first] },
      );
      return;
    } catch (error) {
      if (message === null || !isUnkeepable(error)) throw error;
    }
  }
}
