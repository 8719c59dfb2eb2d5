import { IsIn, IsInt, IsISO8601, IsObject, IsOptional, IsString, IsUUID, Min } from 'class-validator';
import { EventSchema } from '../message-definition.js';
import { AGENT_TYPES, TASK_PRIORITIES, type AgentType, type TaskPriority } from './agent-kinds.js';
import { Description } from '../schema/description.js';

@EventSchema({
  type: 'TaskAssigned',
  version: '1.0.0',
  sender: 'agent-task',
  listeners: ['research-workflow'],
  description:
    'An agent has claimed a task. Attempt 2 and later: the lease of the agent before ran out, or its try failed.',
})
export class TaskAssigned {
  @IsUUID()
  taskId!: string;

  @IsString()
  agentId!: string;

  @IsIn(AGENT_TYPES)
  agentType!: AgentType;

  @IsString()
  taskType!: string;

  @IsIn(TASK_PRIORITIES)
  priority!: TaskPriority;

  @IsObject()
  payload!: Record<string, unknown>;

  @Description('In milliseconds.')
  @IsInt()
  @Min(0)
  expectedDuration!: number;

  @IsOptional()
  @IsISO8601()
  deadline?: string;

  @IsInt()
  @Min(1)
  attempt!: number;

  @IsISO8601()
  timestamp!: string;
}
