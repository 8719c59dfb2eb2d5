import { contextOrNew, deriveId, newId, type Uuid } from '@edda/kernel';

/** Namespace of the ids that follow from an Idempotency-Key. */
const KEYED = '8e7c5d1e-4b52-5d0c-a9f1-3a64c02f7b90';

/**
 * The id of what a caller asks for: the same one for the same key of the same caller, a new one without a key.
 *
 * @param scope what tells the requests of one kind from others
 */
export function keyedId(scope: string, idempotencyKey: string | undefined): Uuid {
  if (idempotencyKey === undefined) return newId();
  const { tenantId, userId } = contextOrNew();
  return deriveId(KEYED, `${tenantId}/${userId}/${scope}/${idempotencyKey}`);
}
