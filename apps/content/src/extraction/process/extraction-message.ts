import type { ExtractionInput } from '../extraction-input.js';
import type { ExtractionResult } from '../extraction-result.js';

/** From the pool to the extraction process; one at a time. */
export interface ExtractionRequest {
  readonly input: ExtractionInput;
}

/** From the extraction process to the pool. */
export type ExtractionReply =
  | { readonly type: 'ready' }
  | {
      readonly type: 'result';
      readonly result: ExtractionResult;
      /** Resident memory after the job, in bytes. */
      readonly residentBytes: number;
    }
  | { readonly type: 'error'; readonly message: string; readonly stack: string | undefined };
