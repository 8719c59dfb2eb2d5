import { IsBoolean, IsOptional, IsString, IsUUID } from 'class-validator';
import { InternalEventSchema } from '@edda/event-schemas';

@InternalEventSchema({
  type: 'SignalReceived',
  version: '1.0.0',
  sender: 'any',
  description: 'A signal has come; it is taken by the step that waits for it, now or later.',
})
export class SignalReceived {
  @IsUUID()
  id!: string;

  @IsString()
  signal!: string;

  @IsOptional()
  payload?: unknown;

  @IsString()
  by!: string;
}

@InternalEventSchema({
  type: 'SagaPaused',
  version: '1.0.0',
  sender: 'any',
  description: 'Somebody stopped the saga for a while: outcomes are kept, nothing new is begun.',
})
export class SagaPaused {
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
  type: 'SagaResumed',
  version: '1.0.0',
  sender: 'any',
  description: 'Somebody let a paused saga go on.',
})
export class SagaResumed {
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
  type: 'SagaCancelled',
  version: '1.0.0',
  sender: 'any',
  description: 'Somebody called the saga off; what was done is undone first, if so wanted.',
})
export class SagaCancelled {
  @IsBoolean()
  compensate!: boolean;

  @IsString()
  by!: string;

  @IsString()
  reason!: string;

  /** Of the request, to tell its repetition. */
  @IsOptional()
  @IsUUID()
  id?: string;
}
