import { decrypt, encrypt } from './encryption.js';

const FORMAT = 1;

/** What is stored in the place of a personal value. */
export interface EncryptedValue {
  /** The version of this form. */
  $personal: typeof FORMAT;
  /** Whose key it takes. */
  subject: string;
  /** IV, tag and the value's JSON, encrypted, in base64. */
  value: string;
}

/** Where a personal value stands: it cannot be decrypted in any other place. */
export interface PersonalPlace {
  tenantId: string;
  messageId: string;
  /** Such as `orders.0.address`. */
  path: string;
}

/** @param value anything that JSON can hold */
export function encryptValue(key: Buffer, value: unknown, subject: string, place: PersonalPlace): EncryptedValue {
  const json = Buffer.from(JSON.stringify(value));
  return { $personal: FORMAT, subject, value: encrypt(key, json, bindings(subject, place)).toString('base64') };
}

/** @returns the value in a box, or null when it was not encrypted for this place with this key */
export function decryptValue(key: Buffer, stored: EncryptedValue, place: PersonalPlace): { value: unknown } | null {
  const json = decrypt(key, Buffer.from(stored.value, 'base64'), bindings(stored.subject, place));
  return json && { value: JSON.parse(json.toString()) as unknown };
}

export function isEncrypted(value: unknown): value is EncryptedValue {
  if (typeof value !== 'object' || value === null || !('$personal' in value)) return false;
  const { $personal, subject, value: text } = value as Partial<EncryptedValue>;
  return $personal === FORMAT && typeof subject === 'string' && typeof text === 'string';
}

function bindings(subject: string, { tenantId, messageId, path }: PersonalPlace): string[] {
  return [`personal ${FORMAT}`, tenantId, messageId, path, subject];
}
