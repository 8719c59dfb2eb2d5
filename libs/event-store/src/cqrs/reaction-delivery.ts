import type { RecordedMessage } from '../recorded-message.js';

/** An event as a reaction is given it: decrypted, and brought to the newest version of its schema. */
export type ReactedTo = Pick<RecordedMessage, 'type' | 'schemaVersion' | 'data'>;

export interface RunningReaction {
  readonly name: string;
  stop(): Promise<void>;
}

/** How the events of the log reach a reaction, and what becomes of one that it fails on. */
export interface ReactionDelivery {
  /**
   * @param name such as `OrderSagas.shipWhenPaid`
   * @param handle runs in a unit of work that commits together with the mark "handled"; if it throws, both are undone
   * @returns when it is clear where it begins: a function that is new starts with what happens from then on
   */
  deliver(
    name: string,
    types: readonly string[],
    handle: (event: ReactedTo) => Promise<void>,
  ): Promise<RunningReaction>;
}
