import { deriveId, IdDerivation, runInContext, type Uuid } from '@edda/kernel';
import type { WindowKey } from '../windows/open-window.js';
import type { RunningPipeline } from './running-pipeline.js';

/** The ids of what streams emit are derived from it. */
const STREAMS: Uuid = '6f1d8f0e-5b0c-5d8e-9a53-3a1c7f0f4b52';

/**
 * Runs the end of a pipeline for its tenant. What it emits has the same ids at every attempt, and one correlation id for
 * all emissions of a window.
 *
 * @param window names it among those of its key
 * @param emission names this emission among those of the window
 */
export function inWindowContext<T>(
  { service, name }: RunningPipeline,
  { tenantId, key }: WindowKey,
  window: string | number,
  emission: string | number,
  work: () => T,
): T {
  const correlationId = deriveId(STREAMS, JSON.stringify([name, tenantId, key, window]));
  const context = {
    service,
    tenantId,
    userId: null,
    correlationId,
    causationId: null,
    traceparent: null,
    derivation: new IdDerivation(deriveId(correlationId, emission)),
  };
  return runInContext(context, work);
}
