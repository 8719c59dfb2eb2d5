import type { PendingMessage, RecordedMessage } from '../recorded-message.js';

/**
 * What lies between a message as the code knows it and as it is stored: personal fields are encrypted on the way in and
 * decrypted on the way out, older schemas are upcast. Returns what it was given where there is nothing to do.
 */
export interface MessageCodec {
  encode(messages: readonly PendingMessage[]): readonly PendingMessage[] | Promise<readonly PendingMessage[]>;
  decode(messages: readonly RecordedMessage[]): readonly RecordedMessage[] | Promise<readonly RecordedMessage[]>;
}

/** Stores messages as they are. */
export const plainCodec: MessageCodec = { encode: (messages) => messages, decode: (messages) => messages };
