import { FailureReason, InternalEventSchema, Nested } from '@edda/event-schemas';
import { IsInt, IsISO8601, IsString, IsUUID, Min } from 'class-validator';

@InternalEventSchema({
  type: 'TaskAttemptFailed',
  version: '1.0.0',
  sender: 'agent-task',
  description: 'An attempt at a task came to nothing; the task waits for another one.',
})
export class TaskAttemptFailed {
  @IsUUID()
  taskId!: string;

  @IsString()
  agentId!: string;

  @IsInt()
  @Min(1)
  attempt!: number;

  @Nested(() => FailureReason)
  reason!: FailureReason;

  @IsISO8601()
  timestamp!: string;
}
