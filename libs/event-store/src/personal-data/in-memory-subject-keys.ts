import { randomBytes } from 'node:crypto';
import { systemClock, type Clock } from '@edda/kernel';
import type { ForgottenSubject, SubjectKey, SubjectKeyStore } from './subject-key-store.js';

interface Entry {
  key: SubjectKey;
  forgotten: (ForgottenSubject & { by: string; isAnnounced: boolean }) | null;
}

/** Subject keys that end with the process: for tests. */
export class InMemorySubjectKeys implements SubjectKeyStore {
  private readonly entries = new Map<string, Entry>();

  constructor(private readonly clock: Clock = systemClock) {}

  async keysFor(tenantId: string, subjectIds: readonly string[]): Promise<ReadonlyMap<string, SubjectKey>> {
    for (const subjectId of subjectIds) {
      const name = nameOf(tenantId, subjectId);
      if (!this.entries.has(name)) this.entries.set(name, { key: randomBytes(32), forgotten: null });
    }
    return this.find(tenantId, subjectIds);
  }

  async find(tenantId: string, subjectIds: readonly string[]): Promise<ReadonlyMap<string, SubjectKey>> {
    return new Map(
      subjectIds.flatMap((subjectId) => {
        const entry = this.entries.get(nameOf(tenantId, subjectId));
        return entry ? [[subjectId, entry.key] as const] : [];
      }),
    );
  }

  async forget(tenantId: string, subjectId: string, by: string, reason: string | null): Promise<ForgottenSubject> {
    const known = this.entries.get(nameOf(tenantId, subjectId))?.forgotten;
    if (known) return known;
    const forgotten = { tenantId, subjectId, forgottenAt: this.clock.now(), reason, by, isAnnounced: false };
    this.entries.set(nameOf(tenantId, subjectId), { key: null, forgotten });
    return forgotten;
  }

  async isForgotten(tenantId: string, subjectId: string): Promise<boolean> {
    return this.entries.get(nameOf(tenantId, subjectId))?.key === null;
  }

  async announced(tenantId: string, subjectId: string): Promise<void> {
    const forgotten = this.entries.get(nameOf(tenantId, subjectId))?.forgotten;
    if (forgotten) forgotten.isAnnounced = true;
  }

  async unannounced(by: string): Promise<ForgottenSubject[]> {
    return [...this.entries.values()].flatMap(({ forgotten }) =>
      forgotten && forgotten.by === by && !forgotten.isAnnounced ? [forgotten] : [],
    );
  }
}

function nameOf(tenantId: string, subjectId: string): string {
  return JSON.stringify([tenantId, subjectId]);
}
