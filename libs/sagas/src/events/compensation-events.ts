import { IsDefined, IsInt, IsISO8601, IsOptional, IsString, IsUUID, Min } from 'class-validator';
import { InternalEventSchema } from '@edda/event-schemas';
import type { SagaFailure } from '../definition/outcome.js';

@InternalEventSchema({
  type: 'CompensationStarted',
  version: '1.0.0',
  sender: 'any',
  description: 'The saga cannot go on: from here on what was done is undone, the last first.',
})
export class CompensationStarted {
  @IsDefined()
  failure!: SagaFailure;

  /** The step that failed; none when somebody cancelled the saga. */
  @IsOptional()
  @IsString()
  step?: string;
}

/** Which execution is compensated. */
abstract class OfExecution {
  @IsString()
  step!: string;

  @IsInt()
  @Min(1)
  round!: number;

  @IsInt()
  @Min(0)
  index!: number;
}

@InternalEventSchema({
  type: 'StepCompensationStarted',
  version: '1.0.0',
  sender: 'any',
  description: 'An execution of a step is being undone.',
})
export class StepCompensationStarted extends OfExecution {
  /** The id under which the outcome is awaited; none for local work. */
  @IsOptional()
  @IsUUID()
  awaits?: string;
}

@InternalEventSchema({
  type: 'StepCompensationFailed',
  version: '1.0.0',
  sender: 'any',
  description: 'An attempt to undo it failed. With a time it is tried again then; without one the saga is stuck.',
})
export class StepCompensationFailed extends OfExecution {
  @IsInt()
  @Min(1)
  attempt!: number;

  @IsDefined()
  failure!: SagaFailure;

  @IsOptional()
  @IsISO8601()
  retryAt?: string;
}

@InternalEventSchema({
  type: 'StepCompensated',
  version: '1.0.0',
  sender: 'any',
  description: 'An execution of a step is undone.',
})
export class StepCompensated extends OfExecution {}

@InternalEventSchema({
  type: 'SagaStuck',
  version: '1.0.0',
  sender: 'any',
  description: 'The saga can go neither on nor back by itself: somebody must retry, skip or cancel.',
})
export class SagaStuck extends OfExecution {
  @IsDefined()
  failure!: SagaFailure;

  /** Whether it was going back. */
  @IsDefined()
  compensating!: boolean;
}
