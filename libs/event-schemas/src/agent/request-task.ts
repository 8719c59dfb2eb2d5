import { IsIn, IsInt, IsISO8601, IsObject, IsOptional, IsString, IsUUID, Min } from 'class-validator';
import { CommandSchema } from '../message-definition.js';
import { AGENT_TYPES, TASK_PRIORITIES, type AgentType, type TaskPriority } from './agent-kinds.js';
import { Description } from '../schema/description.js';

@CommandSchema({
  type: 'RequestTask',
  version: '1.0.0',
  sender: 'research-workflow',
  receiver: 'agent-task',
  description: 'Queue a task for an agent of the given type.',
})
export class RequestTask {
  @Description('Chosen by who asks, so that the outcome finds its way back; the same id again changes nothing.')
  @IsUUID()
  taskId!: string;

  @IsString()
  taskType!: string;

  @IsIn(AGENT_TYPES)
  agentType!: AgentType;

  @IsIn(TASK_PRIORITIES)
  priority!: TaskPriority;

  @Description('What the agent works on; its shape belongs to the task type.')
  @IsObject()
  payload!: Record<string, unknown>;

  @Description('In milliseconds.')
  @IsInt()
  @Min(0)
  expectedDuration!: number;

  @IsOptional()
  @IsISO8601()
  deadline?: string;
}
