import { FailureReason, InternalEventSchema } from '@edda/event-schemas';
import { Type } from 'class-transformer';
import { IsInt, IsISO8601, IsString, IsUUID, Min, ValidateNested } from 'class-validator';

@InternalEventSchema({
  type: 'TaskReleased',
  version: '1.0.0',
  sender: 'agent-task',
  description: 'An agent gave a task back without a verdict on it: it shut down, or a service it needs is away.',
})
export class TaskReleased {
  @IsUUID()
  taskId!: string;

  @IsString()
  agentId!: string;

  @IsInt()
  @Min(1)
  attempt!: number;

  @ValidateNested()
  @Type(() => FailureReason)
  reason!: FailureReason;

  @IsISO8601()
  timestamp!: string;
}
