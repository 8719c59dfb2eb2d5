import { deriveId, type Uuid } from '@edda/kernel';
import type { ActionExecution, Execution } from '../definition/saga-step.js';
import { outcomeId } from './outcome-id.js';
import type { ActionRef } from './turn.js';

/** What an execution may be asked for while it runs. */
export type ActionIo = Pick<ActionExecution, 'signal' | 'reported' | 'report'>;

/** Its ids are derived when somebody asks for them: most local work does not. */
export class ExecutionOf implements Execution {
  constructor(
    readonly sagaId: Uuid,
    private readonly ref: ActionRef,
  ) {}

  get step(): string {
    return this.ref.step;
  }

  get round(): number {
    return this.ref.round;
  }

  get index(): number {
    return this.ref.index;
  }

  get attempt(): number {
    return this.ref.attempt;
  }

  get idempotencyKey(): Uuid {
    const { step, round, index, compensation } = this.ref;
    if (compensation) return deriveId(this.sagaId, `compensate/${step}/${round}/${index}`);
    return outcomeId(this.sagaId, step, round, index);
  }

  get id(): Uuid {
    const { attempt } = this.ref;
    return attempt === 1 ? this.idempotencyKey : deriveId(this.idempotencyKey, `attempt/${attempt}`);
  }

  get undoes(): Uuid | undefined {
    const { step, round, index, compensation } = this.ref;
    return compensation ? outcomeId(this.sagaId, step, round, index) : undefined;
  }
}

/** One of a local execution. */
export class ActionExecutionOf extends ExecutionOf implements ActionExecution {
  /** Also when it is taken out of the execution. */
  readonly report = (progress: unknown): void => this.io.report(progress);

  constructor(
    sagaId: Uuid,
    ref: ActionRef,
    private readonly io: ActionIo,
  ) {
    super(sagaId, ref);
  }

  get signal(): AbortSignal {
    return this.io.signal;
  }

  get reported(): unknown {
    return this.io.reported;
  }
}
