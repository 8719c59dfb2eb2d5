import { EddaError } from '@edda/kernel';
import type { EngineKind } from './engines.js';

/** An engine did not finish in time; its thread was ended. */
export class EngineDeadlineError extends EddaError {
  override readonly name = 'EngineDeadlineError';

  constructor(kind: EngineKind, deadlineMs: number) {
    super(
      'unavailable',
      'ENGINE.DEADLINE_EXCEEDED',
      `The ${kind} engine did not finish within ${String(deadlineMs)} ms; give it fewer documents or a longer deadline.`,
    );
  }
}

/** An engine needed more memory than its thread may have. */
export class EngineMemoryError extends EddaError {
  override readonly name = 'EngineMemoryError';

  constructor(kind: EngineKind, limitMb: number, options?: ErrorOptions) {
    super(
      'too-large',
      'ENGINE.MEMORY_EXCEEDED',
      `The ${kind} engine needed more than ${String(limitMb)} MB; give it fewer or smaller documents.`,
      [],
      options,
    );
  }
}
