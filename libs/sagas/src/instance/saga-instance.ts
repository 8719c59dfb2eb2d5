import { Aggregate } from '@edda/event-store';

/**
 * `running` forward or, as `compensating`, back; `paused` by somebody; `stuck` until somebody decides. The rest is for good:
 * `failed` means that everything that was done is undone.
 */
export type SagaStatus = 'new' | 'running' | 'compensating' | 'paused' | 'stuck' | 'completed' | 'failed' | 'cancelled';

/** What a saga has come to; the rest of it is the engine's own. */
export interface SagaInstanceState {
  readonly status: SagaStatus;
  readonly definition: string;
  readonly definitionVersion: string;
  /** What the steps have made so far; its shape is the definition's. */
  readonly state: unknown;
  /** The step it is at; null before the first, and after the last. */
  readonly step: string | null;
}

/** One running saga: its history is the stream `saga-<id>`. */
export abstract class SagaInstance extends Aggregate<SagaInstanceState> {
  static readonly category = 'saga';
}
