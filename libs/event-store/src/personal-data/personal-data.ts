import { currentContext, contextOrNew, EddaError, newId, withContext } from '@edda/kernel';
import type { UnitOfWork } from '../unit-of-work/unit-of-work.js';
import { lockSubject } from './refuse-forgotten.js';
import { streamOfSubject, subjectForgotten } from './subject-forgotten.js';
import type { ForgottenSubject, SubjectKeyStore } from './subject-key-store.js';
import type { SubjectKeys } from './subject-keys.js';

export interface PersonalDataParts {
  /** The service that forgets. */
  source: string;
  unitOfWork: UnitOfWork;
  /** Null where nothing personal is stored. */
  store: SubjectKeyStore | null;
  keys: SubjectKeys | null;
}

/** Forgets people: without their key nothing personal of theirs can be read any more, wherever it was copied to. */
export class PersonalData {
  constructor(private readonly parts: PersonalDataParts) {}

  /** Whether anything personal can be stored here. */
  get hasKeys(): boolean {
    return this.parts.store !== null;
  }

  /**
   * Deletes the key of a subject for good and tells everybody with the public event `SubjectForgotten`.
   *
   * The key goes first: from then on nothing can be read, and what is rebuilt meanwhile holds nothing personal. If the
   * process dies before the event is appended, {@link finish} appends it at the next start, as repeating the call does.
   * Inside a unit of work the event is appended with it, but the key stays deleted when that is undone.
   *
   * @param subjectId the opaque id that personal fields name; it stays in the log
   * @param reason such as the number of the request; it must not name the person
   * @throws EddaError `TENANT_MISMATCH`, `PERSONAL_KEYS_MISSING`, `SUBJECT_ID_INVALID`
   */
  async forget(tenantId: string, subjectId: string, reason: string | null = null): Promise<ForgottenSubject> {
    const { store, keys, source } = this.parts;
    checkTenant(tenantId);
    checkSubjectId(subjectId);
    if (!store || !keys) throw keysMissing();
    const forgotten = await store.forget(tenantId, subjectId, source, reason);
    keys.forgotten(forgotten);
    await this.announce(forgotten, store);
    return forgotten;
  }

  async isForgotten(tenantId: string, subjectId: string): Promise<boolean> {
    checkTenant(tenantId);
    if (!this.parts.store) throw keysMissing();
    return this.parts.store.isForgotten(tenantId, subjectId);
  }

  /**
   * Tells of the subjects that this service had forgotten when it died. To be called at its start, when its inline
   * projections are registered.
   */
  async finish(): Promise<void> {
    const { store, source } = this.parts;
    for (const forgotten of (await store?.unannounced(source)) ?? []) {
      const context = { ...contextOrNew(source), tenantId: forgotten.tenantId, correlationId: newId() };
      if (store) await withContext(context, () => this.announce(forgotten, store));
    }
  }

  /**
   * Notes what another service has published, so that the projections of this one follow. Inside a unit of work it is
   * appended with it.
   */
  async heard(forgotten: ForgottenSubject): Promise<void> {
    this.parts.keys?.forgotten(forgotten);
    await this.append(forgotten, 'another-service');
  }

  private async announce(forgotten: ForgottenSubject, store: SubjectKeyStore): Promise<void> {
    const { unitOfWork } = this.parts;
    const told = (): Promise<void> => store.announced(forgotten.tenantId, forgotten.subjectId);
    await this.append(forgotten, 'this-service');
    // Not told of for sure before the commit; if this fails, the next start tells once more.
    if (unitOfWork.isActive) unitOfWork.afterCommit(() => void told().catch(() => undefined));
    else await told();
  }

  private async append(forgotten: ForgottenSubject, by: 'this-service' | 'another-service'): Promise<void> {
    const { unitOfWork } = this.parts;
    const stream = streamOfSubject(forgotten);
    const event = subjectForgotten(forgotten, by);
    const append = async (): Promise<void> => {
      await lockSubject(await unitOfWork.manager(), forgotten);
      unitOfWork.append(stream, [event], 'any');
    };
    if (unitOfWork.isActive) await append();
    else await unitOfWork.run(append);
  }
}

/** Before anything is deleted: what follows would be refused too late. */
function checkTenant(tenantId: string): void {
  const own = currentContext()?.tenantId;
  if (own === undefined || own === tenantId) return;
  throw new EddaError(
    'forbidden',
    'TENANT_MISMATCH',
    `A subject of tenant ${tenantId} cannot be forgotten while working for tenant ${own}.`,
  );
}

function checkSubjectId(subjectId: string): void {
  if (subjectId.length >= 1 && subjectId.length <= 200) return;
  throw new EddaError(
    'invalid',
    'SUBJECT_ID_INVALID',
    `A subject's id of ${subjectId.length} characters: expected 1 to 200.`,
  );
}

function keysMissing(): EddaError {
  return new EddaError(
    'unavailable',
    'PERSONAL_KEYS_MISSING',
    'There are no keys of subjects here: give the event store a SubjectKeyStore.',
  );
}
