import { IsIn, IsISO8601, IsString, IsUUID } from 'class-validator';
import { EventSchema } from '../message-definition.js';
import { AGENT_TYPES, TASK_PRIORITIES, type AgentType, type TaskPriority } from './agent-kinds.js';

@EventSchema({
  type: 'TaskQueued',
  version: '1.0.0',
  sender: 'agent-task',
  listeners: ['research-workflow'],
  description: 'A task waits for an agent of its type.',
})
export class TaskQueued {
  @IsUUID()
  taskId!: string;

  @IsString()
  taskType!: string;

  @IsIn(AGENT_TYPES)
  agentType!: AgentType;

  @IsIn(TASK_PRIORITIES)
  priority!: TaskPriority;

  @IsISO8601()
  timestamp!: string;
}
