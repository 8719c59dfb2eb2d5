import { IsIn, IsInt, IsISO8601, IsOptional, IsString, Min } from 'class-validator';
import { InternalEventSchema } from '@edda/event-schemas';

export const TIMER_PURPOSES = ['sleep', 'timeout', 'signal'] as const;
/** What a timer is for: the end of a sleep, of the patience with a command, or with a signal. */
export type TimerPurpose = (typeof TIMER_PURPOSES)[number];

@InternalEventSchema({
  type: 'TimerSet',
  version: '1.0.0',
  sender: 'any',
  description: 'A step waits for a time, by the clock of the database.',
})
export class TimerSet {
  @IsString()
  step!: string;

  @IsInt()
  @Min(1)
  round!: number;

  @IsOptional()
  @IsInt()
  @Min(0)
  index?: number;

  @IsIn(TIMER_PURPOSES)
  purpose!: TimerPurpose;

  @IsISO8601()
  dueAt!: string;
}

@InternalEventSchema({
  type: 'TimerFired',
  version: '1.0.0',
  sender: 'any',
  description: 'The time has come.',
})
export class TimerFired {
  @IsString()
  step!: string;

  @IsInt()
  @Min(1)
  round!: number;

  @IsOptional()
  @IsInt()
  @Min(0)
  index?: number;

  @IsIn(TIMER_PURPOSES)
  purpose!: TimerPurpose;
}
