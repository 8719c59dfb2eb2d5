import { IsArray, IsBoolean, IsDefined, IsIn, IsInt, IsOptional, IsString, IsUUID, Min } from 'class-validator';
import { InternalEventSchema } from '@edda/event-schemas';

@InternalEventSchema({
  type: 'SagaStarted',
  version: '1.0.0',
  sender: 'any',
  description: 'A process was started with its first state.',
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
  type: 'StepStarted',
  version: '1.0.0',
  sender: 'any',
  description: 'The commands of a step were sent; their outcomes are awaited under these ids.',
})
export class StepStarted {
  @IsString()
  step!: string;

  @IsInt()
  @Min(1)
  round!: number;

  @IsArray()
  @IsUUID(undefined, { each: true })
  awaits!: string[];
}

@InternalEventSchema({
  type: 'StepOutcomeReceived',
  version: '1.0.0',
  sender: 'any',
  description: 'One of the awaited outcomes has come.',
})
export class StepOutcomeReceived {
  @IsUUID()
  id!: string;

  @IsBoolean()
  ok!: boolean;

  @IsOptional()
  result?: unknown;

  @IsOptional()
  failure?: { code: string; detail: string };
}

@InternalEventSchema({
  type: 'StepCompleted',
  version: '1.0.0',
  sender: 'any',
  description: 'Every outcome of a step is in and taken into the state.',
})
export class StepCompleted {
  @IsString()
  step!: string;

  @IsDefined()
  state!: unknown;
}

@InternalEventSchema({
  type: 'SagaEnded',
  version: '1.0.0',
  sender: 'any',
  description: 'The process has ended: completed, failed or cancelled.',
})
export class SagaEnded {
  @IsIn(['completed', 'failed', 'cancelled'])
  status!: 'completed' | 'failed' | 'cancelled';

  @IsOptional()
  failure?: { code: string; detail: string };
}
