import { hkdfSync } from 'node:crypto';
import { decrypt, encrypt } from './encryption.js';
import type { Subject } from './subject-keys.js';

const MIN_SECRET_BYTES = 32;

/** A key that only ever encrypts other keys. */
interface MasterKey {
  /** Tells it from others without telling anything about it. */
  id: string;
  key: Buffer;
}

/** What the keys of the subjects are encrypted with, so that a dump of their table alone is useless. */
export class MasterKeys {
  private readonly byId: ReadonlyMap<string, MasterKey>;
  private readonly current: MasterKey;

  /**
   * @param secret 32 random bytes or more in base64; new keys are wrapped with it
   * @param former secrets that stored keys may still be wrapped with
   * @throws Error when a secret is too short
   */
  constructor(secret: string, former: readonly string[] = []) {
    this.current = masterKey(secret);
    this.byId = new Map([...former.map(masterKey), this.current].map((master) => [master.id, master]));
  }

  get currentId(): string {
    return this.current.id;
  }

  get ids(): string[] {
    return [...this.byId.keys()];
  }

  wrap(key: Buffer, subject: Subject): Buffer {
    return encrypt(this.current.key, key, bindings(subject));
  }

  /** @throws Error when it was wrapped with a secret that is not known, or for another subject */
  unwrap(wrapped: Buffer, masterId: string, subject: Subject): Buffer {
    const master = this.byId.get(masterId);
    const key = master && decrypt(master.key, wrapped, bindings(subject));
    if (key) return key;
    throw new Error(
      `The key of ${subject.subjectId} in tenant ${subject.tenantId} cannot be unwrapped: its row was changed, or it was wrapped with another secret (${masterId}).`,
    );
  }
}

function masterKey(secret: string): MasterKey {
  const bytes = Buffer.from(secret, 'base64');
  if (bytes.length < MIN_SECRET_BYTES) {
    throw new Error(
      `The secret of the subject keys has ${bytes.length} bytes: expected at least ${MIN_SECRET_BYTES} random bytes in base64, such as "openssl rand -base64 32" makes.`,
    );
  }
  const derive = (what: string, length: number): Buffer => Buffer.from(hkdfSync('sha256', bytes, '', what, length));
  return { id: derive('edda master key id', 8).toString('hex'), key: derive('edda master key', 32) };
}

function bindings({ tenantId, subjectId }: Subject): string[] {
  return ['subject key', tenantId, subjectId];
}
