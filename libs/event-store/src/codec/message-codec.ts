import type { Subject } from '../personal-data/subject-keys.js';
import type { PendingMessage, RecordedMessage } from '../recorded-message.js';

/** What must be known of a stored message, of the log or of a topic, to make sense of its data. */
export interface StoredMessage extends Pick<
  RecordedMessage,
  'id' | 'type' | 'schemaVersion' | 'tenantId' | 'streamId' | 'data' | 'forgottenFields'
> {
  position?: number;
  version?: number | null;
}

/**
 * What lies between a message as the code knows it and as it is stored: personal fields are encrypted on the way in and
 * decrypted on the way out, older schemas are upcast. Returns what it was given where there is nothing to do.
 */
export interface MessageCodec {
  /** @throws EddaError `SUBJECT_FORGOTTEN` for personal data of a subject that was forgotten */
  encode(messages: readonly PendingMessage[]): readonly PendingMessage[] | Promise<readonly PendingMessage[]>;
  /** Whose personal data messages hold, in the clear; an empty array, or no method, where there is none. */
  subjectsOf?(messages: readonly PendingMessage[]): readonly Subject[];
  /** @throws EddaError `MESSAGE.UNKNOWN_VERSION`, `UPCASTER_FAILED`, `PERSONAL_DATA_UNREADABLE` */
  decode<M extends StoredMessage>(messages: readonly M[]): readonly M[] | Promise<readonly M[]>;
}

/** Stores messages as they are. */
export const plainCodec: MessageCodec = {
  encode: (messages) => messages,
  decode: (messages) => messages,
};
