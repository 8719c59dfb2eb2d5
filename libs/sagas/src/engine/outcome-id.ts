import { deriveId, type Uuid } from '@edda/kernel';

/**
 * The id by which an outcome finds its way back: derived from (saga, step, round) and the place among the step's
 * commands, so that fan-outs and later rounds never mix, and a retried step asks under the same id.
 */
export function outcomeId(sagaId: Uuid, step: string, round: number, index: number): Uuid {
  return deriveId(sagaId, `${step}/${round}/${index}`);
}
