import { IsBoolean, IsIn, IsISO8601, IsString } from 'class-validator';
import { EventSchema } from '../message-definition.js';
import { AGENT_TYPES, type AgentType } from './agent-kinds.js';

@EventSchema({
  type: 'AgentRegistered',
  version: '1.0.0',
  sender: 'agent-task',
  listeners: ['research-workflow'],
  description: 'An agent that can claim tasks of its type has made itself known.',
})
export class AgentRegistered {
  @IsString()
  agentId!: string;

  @IsIn(AGENT_TYPES)
  agentType!: AgentType;

  @IsBoolean()
  builtIn!: boolean;

  @IsISO8601()
  timestamp!: string;
}
