import {
  checkMessages,
  declared,
  majorOf,
  upcast,
  UpcastError,
  type KnownMessages,
  type MessageDefinition,
} from '@edda/event-schemas';
import { EddaError } from '@edda/kernel';
import {
  PersonalFieldsCipher,
  subjectsIn,
  type EncryptedPart,
  type PersonalPart,
} from '../personal-data/personal-fields-cipher.js';
import { SUBJECT_FORGOTTEN } from '../personal-data/subject-forgotten.js';
import type { Subject, SubjectKeys } from '../personal-data/subject-keys.js';
import type { PendingMessage } from '../recorded-message.js';
import type { MessageCodec, StoredMessage } from './message-codec.js';
import { TypePlans, type TypePlan } from './type-plan.js';

const NOBODY: readonly Subject[] = [];

export interface StoredMessageCodecOptions {
  /** What this build can read; every message whose class is loaded, unless given. */
  messages?: KnownMessages;
  /** Without them nothing personal can be stored or read. */
  keys?: SubjectKeys | null;
}

/**
 * Messages as this build knows them: personal fields encrypted in the log and readable in the code, older majors upcast to
 * the newest version. Types that nobody declared pass as they are.
 *
 * @throws Error when a chain of upcasters has a gap, or a personal field has no subject
 */
export class StoredMessageCodec implements MessageCodec {
  private readonly plans: TypePlans;
  private readonly keys: SubjectKeys | null;
  private readonly cipher: PersonalFieldsCipher | null;

  constructor({ messages = declared, keys = null }: StoredMessageCodecOptions = {}) {
    checkMessages(messages);
    this.plans = new TypePlans(messages);
    this.keys = keys;
    this.cipher = keys && new PersonalFieldsCipher(keys);
  }

  encode(messages: readonly PendingMessage[]): readonly PendingMessage[] | Promise<readonly PendingMessage[]> {
    return messages.some(({ type }) => this.plans.of(type).personal.length > 0) ? this.encrypt(messages) : messages;
  }

  subjectsOf(messages: readonly PendingMessage[]): readonly Subject[] {
    let subjects: Subject[] | null = null;
    for (const message of messages) {
      if (this.plans.of(message.type).personal.length === 0) continue;
      const fields = this.plans.of(message.type).personalIn(message.schemaVersion);
      (subjects ??= []).push(...subjectsIn(message, fields));
    }
    return subjects ?? NOBODY;
  }

  decode<M extends StoredMessage>(messages: readonly M[]): readonly M[] | Promise<readonly M[]> {
    let isStale = false;
    let isPersonal = false;
    for (const message of messages) {
      const plan = this.plans.of(message.type);
      isStale ||= plan.readingOf(message.schemaVersion) !== 'as-is';
      isPersonal ||= this.mayBeEncrypted(message, plan);
      if (message.type === SUBJECT_FORGOTTEN) this.letGoOfKey(message);
    }
    if (isPersonal) return this.decrypt(messages).then((plain) => plain.map((message) => this.upcast(message)));
    return isStale ? messages.map((message) => this.upcast(message)) : messages;
  }

  private async encrypt(messages: readonly PendingMessage[]): Promise<readonly PendingMessage[]> {
    const parts = messages
      .map((message) => ({ message, fields: this.plans.of(message.type).personalIn(message.schemaVersion) }))
      .filter(({ fields }) => fields.length > 0);
    if (parts.length === 0) return messages;
    return withData(
      messages,
      parts,
      (await this.cipherFor(parts).encrypt(parts)).map((data) => ({ data })),
    );
  }

  private async decrypt<M extends StoredMessage>(messages: readonly M[]): Promise<readonly M[]> {
    const parts = messages
      .map((message): EncryptedPart<M> => {
        const plan = this.plans.of(message.type);
        const isSearched = plan.readingOf(message.schemaVersion) !== 'as-is';
        return { message, fields: plan.personal, isSearched };
      })
      .filter(({ message }) => this.mayBeEncrypted(message, this.plans.of(message.type)));
    const decrypted = await this.cipherFor(parts).decrypt(parts);
    return withData(
      messages,
      parts,
      decrypted.map(({ data, forgottenFields }) => ({ data, ...(forgottenFields.length > 0 && { forgottenFields }) })),
    );
  }

  /** Also a version whose class is gone may have had personal fields. */
  private mayBeEncrypted({ schemaVersion }: StoredMessage, plan: TypePlan): boolean {
    return plan.personal.length > 0 || (this.keys !== null && typeof plan.readingOf(schemaVersion) === 'object');
  }

  private upcast<M extends StoredMessage>(message: M): M {
    const plan = this.plans.of(message.type);
    const reading = plan.readingOf(message.schemaVersion);
    if (reading === 'as-is' || !plan.newest) return message;
    if (reading === 'unknown') throw unknownVersion(message, plan.newest);
    try {
      const data = upcast(plan.newest, message.data, reading.from);
      return { ...message, data, schemaVersion: plan.newest.version };
    } catch (error) {
      if (!(error instanceof UpcastError)) throw error;
      const what = `${describe(message)} cannot be upcast. ${error.message}`;
      throw new EddaError('internal', 'UPCASTER_FAILED', what, [], { cause: error.cause });
    }
  }

  private letGoOfKey({ tenantId, data }: StoredMessage): void {
    const subjectId = (data as { subjectId?: unknown } | null)?.subjectId;
    if (typeof subjectId === 'string') this.keys?.forgotten({ tenantId, subjectId });
  }

  private cipherFor(parts: readonly PersonalPart<StoredMessage>[]): PersonalFieldsCipher {
    if (this.cipher) return this.cipher;
    throw new EddaError(
      'unavailable',
      'PERSONAL_KEYS_MISSING',
      `${parts[0]?.message.type} has personal fields, and there are no keys to encrypt them with: give the event store a SubjectKeyStore.`,
    );
  }
}

function withData<M extends StoredMessage>(
  messages: readonly M[],
  parts: readonly PersonalPart<StoredMessage>[],
  changes: readonly Partial<StoredMessage>[],
): M[] {
  const changed = new Map<StoredMessage, Partial<StoredMessage>>();
  for (const [index, { message }] of parts.entries()) changed.set(message, changes[index] ?? {});
  return messages.map((message) => ({ ...message, ...changed.get(message) }));
}

function unknownVersion(message: StoredMessage, newest: MessageDefinition): EddaError {
  return new EddaError(
    'unavailable',
    'MESSAGE.UNKNOWN_VERSION',
    `${describe(message)} is not known to this build, which reads majors ${newest.since} to ${majorOf(newest.version)}: it is held until a newer one runs.`,
  );
}

function describe({ type, schemaVersion, id, streamId, version, position }: StoredMessage): string {
  const place = position === undefined ? '' : `, position ${position}`;
  return `${type} ${schemaVersion} (id ${id}, stream ${streamId}${version ? `, version ${version}` : ''}${place})`;
}
