import type { SubjectKey, SubjectKeyStore } from './subject-key-store.js';

/** How long a process goes on with a key that was deleted by another one, at most, in milliseconds. */
export const SUBJECT_KEY_LIFETIME_MS = 5_000;
const CAPACITY = 10_000;

/** Names a subject within the whole store. */
export interface Subject {
  tenantId: string;
  subjectId: string;
}

export interface SubjectKeysOptions {
  lifetimeMs?: number;
  /** The time in milliseconds. */
  now?: () => number;
}

interface Entry {
  key: SubjectKey;
  until: number;
}

/**
 * The keys of the subjects that a process works with at the moment. Keys are kept for a few seconds; that a subject was
 * forgotten is kept as long as there is room, and no key takes its place.
 */
export class SubjectKeys {
  private readonly entries = new Map<string, Entry>();
  private readonly lifetimeMs: number;
  private readonly now: () => number;

  constructor(
    private readonly store: SubjectKeyStore,
    { lifetimeMs = SUBJECT_KEY_LIFETIME_MS, now = () => performance.now() }: SubjectKeysOptions = {},
  ) {
    this.lifetimeMs = lifetimeMs;
    this.now = now;
  }

  /** The keys to encrypt with: every subject has one, or null when it was forgotten. */
  async forWriting(subjects: readonly Subject[]): Promise<(subject: Subject) => SubjectKey> {
    const keys = await this.get(subjects, (tenantId, ids) => this.store.keysFor(tenantId, ids));
    return (subject) => keys.get(nameOf(subject)) ?? null;
  }

  /** The keys to decrypt with: null for a subject that was forgotten, undefined for one that never had a key. */
  async forReading(subjects: readonly Subject[]): Promise<(subject: Subject) => SubjectKey | undefined> {
    const keys = await this.get(subjects, (tenantId, ids) => this.store.find(tenantId, ids));
    return (subject) => keys.get(nameOf(subject));
  }

  /** Lets go of a key that was deleted. */
  forgotten(subject: Subject): void {
    this.keep(nameOf(subject), null);
  }

  private async get(
    subjects: readonly Subject[],
    ask: (tenantId: string, subjectIds: string[]) => Promise<ReadonlyMap<string, SubjectKey>>,
  ): Promise<Map<string, SubjectKey>> {
    const found = new Map<string, SubjectKey>();
    const missing = new Map<string, Set<string>>();
    for (const subject of subjects) {
      const entry = this.entries.get(nameOf(subject));
      if (entry && entry.until > this.now()) found.set(nameOf(subject), entry.key);
      else missing.set(subject.tenantId, (missing.get(subject.tenantId) ?? new Set()).add(subject.subjectId));
    }
    for (const [tenantId, subjectIds] of missing) {
      for (const [subjectId, key] of await ask(tenantId, [...subjectIds])) {
        found.set(nameOf({ tenantId, subjectId }), this.keep(nameOf({ tenantId, subjectId }), key));
      }
    }
    return found;
  }

  /** An answer that was on its way while the subject was forgotten must not bring its key back. */
  private keep(name: string, key: SubjectKey): SubjectKey {
    const kept = this.entries.get(name)?.key === null ? null : key;
    this.entries.delete(name);
    this.entries.set(name, { key: kept, until: kept ? this.now() + this.lifetimeMs : Infinity });
    if (this.entries.size > CAPACITY) {
      for (const oldest of this.entries.keys()) {
        this.entries.delete(oldest);
        break;
      }
    }
    return kept;
  }
}

function nameOf({ tenantId, subjectId }: Subject): string {
  return `${tenantId.length}/${tenantId}/${subjectId}`;
}
