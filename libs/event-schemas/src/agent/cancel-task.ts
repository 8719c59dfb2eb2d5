import { IsString, IsUUID } from 'class-validator';
import { CommandSchema } from '../message-definition.js';

@CommandSchema({
  type: 'CancelTask',
  version: '1.0.0',
  sender: 'research-workflow',
  receiver: 'agent-task',
  description: 'Release a task that nobody needs any more. A finished task stays as it is.',
})
export class CancelTask {
  @IsUUID()
  taskId!: string;

  @IsString()
  reason!: string;
}
