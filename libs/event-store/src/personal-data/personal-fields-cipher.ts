import type { PersonalField } from '@edda/event-schemas';
import { EddaError } from '@edda/kernel';
import { decryptValue, encryptValue, isEncrypted, type EncryptedValue } from './encrypted-value.js';
import { genericPath, placesOf, placesWith, valueBeside, type FieldPlace } from './field-places.js';
import type { SubjectKey } from './subject-key-store.js';
import type { Subject, SubjectKeys } from './subject-keys.js';

/** Ids of subjects are short. */
const MAX_SUBJECT_ID = 200;

interface Message {
  id: string;
  type: string;
  tenantId: string;
  data: unknown;
}

/** Which values of a message are to be encrypted, or may be. */
export interface PersonalPart<M> {
  message: M;
  fields: readonly PersonalField[];
}

/** A stored message whose encrypted values are to be read. */
export interface EncryptedPart<M> extends PersonalPart<M> {
  /** Looks everywhere: the fields of its version are not known any more. */
  isSearched: boolean;
}

/** A message with its values in the clear, and what is missing in it. */
export interface Decrypted {
  data: unknown;
  forgottenFields: readonly string[];
}

interface Found<M> {
  message: M;
  place: FieldPlace;
  subject: Subject;
}

/** Encrypts and decrypts the personal fields of messages with the keys of their subjects. */
export class PersonalFieldsCipher {
  constructor(private readonly keys: SubjectKeys) {}

  /**
   * The messages' data with every personal value encrypted; null and missing values stay as they are.
   *
   * @throws EddaError `PERSONAL_SUBJECT_MISSING`, `SUBJECT_FORGOTTEN`
   */
  async encrypt(parts: readonly PersonalPart<Message>[]): Promise<object[]> {
    const copies = parts.map(({ message, fields }) => {
      const data = copyOf(message.data) as object;
      return { data, found: fields.flatMap((field) => findPlain(message, data, field)) };
    });
    const all = copies.flatMap(({ found }) => found);
    const keyOf = await this.keys.forWriting(all.map(({ subject }) => subject));
    for (const { message, place, subject } of all) {
      const key = keyOf(subject);
      if (!key) throw forgotten(message, subject);
      place.holder[place.key] = encryptValue(key, place.holder[place.key], subject.subjectId, {
        tenantId: message.tenantId,
        messageId: message.id,
        path: place.path,
      });
    }
    return copies.map(({ data }) => data);
  }

  /**
   * The messages' data with every personal value decrypted, and the replacement where its subject was forgotten.
   *
   * @throws EddaError `PERSONAL_DATA_UNREADABLE`
   */
  async decrypt(parts: readonly EncryptedPart<Message>[]): Promise<Decrypted[]> {
    const copies = parts.map(({ message, fields, isSearched }) => {
      const data = copyOf(message.data);
      const places = isSearched
        ? placesWith(data, isEncrypted)
        : fields.flatMap(({ path }) => placesOf(data, path)).filter(({ holder, key }) => isEncrypted(holder[key]));
      return { data, message, fields, isSearched, places };
    });
    const subjects = copies.flatMap(({ message, places }) =>
      places.map((place) => ({ tenantId: message.tenantId, subjectId: storedAt(place).subject })),
    );
    const keyOf = await this.keys.forReading(subjects);
    return copies.map(({ data, message, fields, isSearched, places }) => {
      const forgottenFields: string[] = [];
      for (const place of places) {
        const key = keyOf({ tenantId: message.tenantId, subjectId: storedAt(place).subject });
        const field = fields.find(({ path }) => path === genericPath(place.path));
        const opened = open(message, place, key);
        if (opened) {
          place.holder[place.key] = opened.value;
        } else if (key === null) {
          place.holder[place.key] = copyOf(field?.forgotten ?? null);
          forgottenFields.push(place.path);
        } else if (field || !isSearched) {
          throw unreadable(message, place, key === undefined);
        }
      }
      return { data, forgottenFields };
    });
  }
}

/**
 * The subjects whose data a message holds, each as often as it is named.
 *
 * @throws EddaError `PERSONAL_SUBJECT_MISSING`
 */
export function subjectsIn(message: Message, fields: readonly PersonalField[]): Subject[] {
  return fields.flatMap((field) => findPlain(message, message.data, field)).map(({ subject }) => subject);
}

/** Of what is or becomes JSON; several times faster than `structuredClone`. */
function copyOf(data: unknown): unknown {
  return JSON.parse(JSON.stringify(data)) as unknown;
}

function open(message: Message, place: FieldPlace, key: SubjectKey | undefined): { value: unknown } | null {
  if (!key) return null;
  const { tenantId, id: messageId } = message;
  return decryptValue(key, storedAt(place), { tenantId, messageId, path: place.path });
}

function findPlain(message: Message, data: unknown, { path, subject }: PersonalField): Found<Message>[] {
  return placesOf(data, path)
    .filter(({ holder, key }) => holder[key] !== null)
    .map((place) => {
      const subjectId = valueBeside(data, subject, place);
      if (typeof subjectId === 'string' && subjectId !== '' && subjectId.length <= MAX_SUBJECT_ID) {
        return { message, place, subject: { tenantId: message.tenantId, subjectId } };
      }
      throw new EddaError(
        'invalid',
        'PERSONAL_SUBJECT_MISSING',
        `${place.path} of ${message.type} is personal, and ${subject} does not say whose it is: expected an id of 1 to ${MAX_SUBJECT_ID} characters.`,
      );
    });
}

function storedAt({ holder, key }: FieldPlace): EncryptedValue {
  return holder[key] as EncryptedValue;
}

function forgotten({ type }: Message, { subjectId }: Subject): EddaError {
  return new EddaError(
    'gone',
    'SUBJECT_FORGOTTEN',
    `${type} holds personal data of ${subjectId}, who was forgotten: nothing personal of theirs is stored any more.`,
  );
}

function unreadable({ type, id, tenantId }: Message, place: FieldPlace, hasNoKey: boolean): EddaError {
  const { subject } = storedAt(place);
  const why = hasNoKey
    ? `there is no key of ${subject} in tenant ${tenantId}: is this the key store that the message was written with?`
    : `it was not encrypted for this place with the key of ${subject}, or was changed.`;
  return new EddaError(
    'unavailable',
    'PERSONAL_DATA_UNREADABLE',
    `${place.path} of ${type} ${id} cannot be decrypted: ${why}`,
  );
}
