/** A subject that was forgotten: its key is gone, what remains is that there must never be another one. */
export interface ForgottenSubject {
  tenantId: string;
  subjectId: string;
  forgottenAt: Date;
  reason: string | null;
}

/** The key of a subject, 32 bytes; null when the subject was forgotten. */
export type SubjectKey = Buffer | null;

/**
 * Keeps a key per tenant and subject, apart from everything that is encrypted with them. The same id names different
 * subjects in different tenants.
 */
export interface SubjectKeyStore {
  /** The keys of these subjects, made where there is none, in one round trip. */
  keysFor(tenantId: string, subjectIds: readonly string[]): Promise<ReadonlyMap<string, SubjectKey>>;
  /** The keys of these subjects; one that never had a key is left out. */
  find(tenantId: string, subjectIds: readonly string[]): Promise<ReadonlyMap<string, SubjectKey>>;
  /**
   * Deletes the key for good. A subject that was forgotten before stays as it was.
   *
   * @param by the service that is to tell the others
   */
  forget(tenantId: string, subjectId: string, by: string, reason: string | null): Promise<ForgottenSubject>;
  isForgotten(tenantId: string, subjectId: string): Promise<boolean>;
  /** Notes that the others were told. */
  announced(tenantId: string, subjectId: string): Promise<void>;
  /** Whom this service has forgotten without having told the others yet. */
  unannounced(by: string): Promise<ForgottenSubject[]>;
}

/** Under which a Nest application provides its {@link SubjectKeyStore}, or null. */
export const SUBJECT_KEY_STORE = Symbol('SubjectKeyStore');
