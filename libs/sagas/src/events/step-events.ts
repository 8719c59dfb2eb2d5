import {
  IsArray,
  IsBoolean,
  IsDefined,
  IsIn,
  IsInt,
  IsISO8601,
  IsOptional,
  IsString,
  IsUUID,
  Min,
} from 'class-validator';
import { InternalEventSchema } from '@edda/event-schemas';
import type { SagaFailure } from '../definition/outcome.js';

export const STEP_KINDS = ['action', 'command', 'forEach', 'sleep', 'signal'] as const;
/** What a step does: local work, a command to another context, either for each of several items, or waiting. */
export type StepKind = (typeof STEP_KINDS)[number];

@InternalEventSchema({
  type: 'StepStarted',
  version: '1.1.0',
  sender: 'any',
  description: 'The saga has come to a step; the outcomes of its commands are awaited under these ids.',
})
export class StepStarted {
  @IsString()
  step!: string;

  @IsInt()
  @Min(1)
  round!: number;

  /** In the order of the items; empty for local work. */
  @IsArray()
  @IsUUID(undefined, { each: true })
  awaits!: string[];

  @IsOptional()
  @IsIn(STEP_KINDS)
  kind?: StepKind;

  /** Of a fan-out: how many executions it has. */
  @IsOptional()
  @IsInt()
  @Min(0)
  size?: number;

  /** How many of them begin at once; all unless given. */
  @IsOptional()
  @IsInt()
  @Min(0)
  begun?: number;

  /** What is undone when the saga goes back: executions that were done, or also those that were only tried. */
  @IsOptional()
  @IsIn(['done', 'tried'])
  compensates?: 'done' | 'tried';

  /** The name of the signal it waits for. */
  @IsOptional()
  @IsString()
  signal?: string;
}

@InternalEventSchema({
  type: 'ExecutionsStarted',
  version: '1.0.0',
  sender: 'any',
  description: 'More executions of a fan-out have begun, as others have ended.',
})
export class ExecutionsStarted {
  @IsString()
  step!: string;

  @IsInt()
  @Min(1)
  round!: number;

  /** From this place among the items on, */
  @IsInt()
  @Min(0)
  from!: number;

  /** up to the one before this. */
  @IsInt()
  @Min(0)
  to!: number;
}

@InternalEventSchema({
  type: 'StepOutcomeReceived',
  version: '1.1.0',
  sender: 'any',
  description: 'One of several executions of a step has come to something for good, or the awaited outcome has come.',
})
export class StepOutcomeReceived {
  @IsUUID()
  id!: string;

  @IsBoolean()
  ok!: boolean;

  @IsOptional()
  result?: unknown;

  @IsOptional()
  failure?: SagaFailure;

  @IsOptional()
  @IsInt()
  @Min(0)
  index?: number;
}

@InternalEventSchema({
  type: 'StepFailed',
  version: '1.0.0',
  sender: 'any',
  description: 'An attempt failed. With a time it is tried again then; without one it has failed for good.',
})
export class StepFailed {
  @IsString()
  step!: string;

  @IsInt()
  @Min(1)
  round!: number;

  @IsInt()
  @Min(0)
  index!: number;

  @IsInt()
  @Min(1)
  attempt!: number;

  @IsDefined()
  failure!: SagaFailure;

  @IsOptional()
  @IsISO8601()
  retryAt?: string;

  /** Not this execution but the step failed, whatever its executions came to. */
  @IsOptional()
  @IsBoolean()
  whole?: boolean;

  /** Nobody knows what the attempt has done. */
  @IsOptional()
  @IsBoolean()
  unknown?: boolean;
}

@InternalEventSchema({
  type: 'StepRetried',
  version: '1.0.0',
  sender: 'any',
  description: 'An execution is tried again: its time has come, or somebody asked for it.',
})
export class StepRetried {
  @IsString()
  step!: string;

  @IsInt()
  @Min(1)
  round!: number;

  @IsInt()
  @Min(0)
  index!: number;

  @IsInt()
  @Min(1)
  attempt!: number;

  /** The id under which the outcome of this attempt is awaited; none for local work. */
  @IsOptional()
  @IsUUID()
  awaits?: string;

  @IsOptional()
  @IsBoolean()
  compensation?: boolean;

  @IsOptional()
  @IsString()
  by?: string;

  @IsOptional()
  @IsString()
  reason?: string;

  /** Of the request, to tell its repetition. */
  @IsOptional()
  @IsUUID()
  id?: string;
}

@InternalEventSchema({
  type: 'StepCompleted',
  version: '1.1.0',
  sender: 'any',
  description: 'A step is through, and what it came to is taken into the state.',
})
export class StepCompleted {
  @IsString()
  step!: string;

  @IsDefined()
  state!: unknown;

  @IsOptional()
  @IsInt()
  @Min(1)
  round?: number;

  /** What a single execution came to, where its compensation needs it. */
  @IsOptional()
  result?: unknown;

  /** A signal that did not come in time, and the saga goes on without it. */
  @IsOptional()
  @IsIn(['signal-timed-out'])
  without?: 'signal-timed-out';

  /** The id of the signal that was taken. */
  @IsOptional()
  @IsUUID()
  signal?: string;
}

@InternalEventSchema({
  type: 'StepSkipped',
  version: '1.0.0',
  sender: 'any',
  description: 'Somebody decided that the saga goes on without this step, or without this compensation.',
})
export class StepSkipped {
  @IsString()
  step!: string;

  @IsInt()
  @Min(1)
  round!: number;

  @IsOptional()
  @IsBoolean()
  compensation?: boolean;

  /** Of a compensation. */
  @IsOptional()
  @IsInt()
  @Min(0)
  index?: number;

  @IsString()
  by!: string;

  @IsString()
  reason!: string;

  /** Of the request, to tell its repetition. */
  @IsOptional()
  @IsUUID()
  id?: string;
}
