import { InternalEventSchema } from '@edda/event-schemas';
import { IsInt, IsISO8601, IsObject, IsOptional, IsUUID, Min } from 'class-validator';

/** The part of a task that only its agent needs; appended with TaskQueued. */
@InternalEventSchema({
  type: 'TaskDescribed',
  version: '1.0.0',
  sender: 'agent-task',
  description: 'What the agent of a queued task is to work on, and how long that may take.',
})
export class TaskDescribed {
  @IsUUID()
  taskId!: string;

  /** Its shape belongs to the task type. */
  @IsObject()
  payload!: Record<string, unknown>;

  /** In milliseconds. */
  @IsInt()
  @Min(0)
  expectedDuration!: number;

  @IsOptional()
  @IsISO8601()
  deadline?: string;
}
