import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Encrypts with AES-256-GCM and a random IV: IV, tag and ciphertext in one.
 *
 * @param boundTo what the result belongs to; decrypting it in another place fails
 */
export function encrypt(key: Buffer, plain: Buffer, boundTo: readonly string[]): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, iv, { authTagLength: TAG_BYTES }).setAAD(associated(boundTo));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]);
}

/** @returns null when the key is another one, or what was encrypted belongs elsewhere or was changed */
export function decrypt(key: Buffer, encrypted: Buffer, boundTo: readonly string[]): Buffer | null {
  if (encrypted.length < IV_BYTES + TAG_BYTES) return null;
  const iv = encrypted.subarray(0, IV_BYTES);
  const decipher = createDecipheriv(ALGORITHM, key, iv, { authTagLength: TAG_BYTES })
    .setAAD(associated(boundTo))
    .setAuthTag(encrypted.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(encrypted.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
  } catch {
    return null;
  }
}

function associated(boundTo: readonly string[]): Buffer {
  return Buffer.from(JSON.stringify(boundTo));
}
