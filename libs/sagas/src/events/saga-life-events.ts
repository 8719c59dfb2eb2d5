import { IsDefined, IsIn, IsInt, IsOptional, IsString, IsUUID, Min } from 'class-validator';
import { InternalEventSchema } from '@edda/event-schemas';
import type { SagaFailure } from '../definition/outcome.js';

@InternalEventSchema({
  type: 'SagaStarted',
  version: '1.0.0',
  sender: 'any',
  description: 'A saga was started with its first state.',
})
export class SagaStarted {
  @IsString()
  definition!: string;

  @IsString()
  definitionVersion!: string;

  @IsDefined()
  state!: unknown;
}

@InternalEventSchema({
  type: 'SagaMigrated',
  version: '1.0.0',
  sender: 'any',
  description: 'Somebody took a saga over to another version of its definition, which goes on at a step.',
})
export class SagaMigrated {
  @IsString()
  from!: string;

  @IsString()
  to!: string;

  @IsDefined()
  state!: unknown;

  @IsOptional()
  @IsString()
  step?: string;

  @IsString()
  by!: string;

  @IsString()
  reason!: string;

  /** Of the request, to tell its repetition. */
  @IsOptional()
  @IsUUID()
  id?: string;
}

@InternalEventSchema({
  type: 'SagaEnded',
  version: '1.1.0',
  sender: 'any',
  description: 'The saga has ended: completed; failed, with everything undone that was done; or cancelled.',
})
export class SagaEnded {
  @IsIn(['completed', 'failed', 'cancelled'])
  status!: 'completed' | 'failed' | 'cancelled';

  @IsOptional()
  failure?: SagaFailure;

  /** How many executions were compensated. */
  @IsOptional()
  @IsInt()
  @Min(0)
  compensated?: number;
}
