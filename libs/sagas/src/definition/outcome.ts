import type { NewMessage } from '@edda/event-schemas';

/** Why a step or a saga could not go on; the code is stable. */
export interface SagaFailure {
  code: string;
  detail: string;
}

/** What came of one command. */
export type StepOutcome = { ok: true; result: unknown } | { ok: false; failure: SagaFailure };

/** A command to another context, or to the own one. */
export interface StepCommand {
  message: NewMessage;
  /** Commands with one key keep their order. */
  key: string;
}
