import { IsIn, IsInt, IsOptional, IsString, Min } from 'class-validator';
import { InternalEventSchema } from '@edda/event-schemas';

@InternalEventSchema({
  type: 'BranchTaken',
  version: '1.0.0',
  sender: 'any',
  description: 'The saga has chosen one of several ways, or none.',
})
export class BranchTaken {
  @IsString()
  branch!: string;

  @IsOptional()
  @IsString()
  way?: string;
}

@InternalEventSchema({
  type: 'LoopIterated',
  version: '1.0.0',
  sender: 'any',
  description: 'A round of a loop begins.',
})
export class LoopIterated {
  @IsString()
  loop!: string;

  @IsInt()
  @Min(1)
  iteration!: number;
}

@InternalEventSchema({
  type: 'LoopLeft',
  version: '1.0.0',
  sender: 'any',
  description: 'The saga goes on behind a loop.',
})
export class LoopLeft {
  @IsString()
  loop!: string;

  /** How many rounds it went. */
  @IsInt()
  @Min(0)
  iterations!: number;

  @IsIn(['done', 'bound'])
  because!: 'done' | 'bound';
}
