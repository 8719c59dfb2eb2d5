import { AGENT_TYPES, type AgentType } from '@edda/event-schemas';
import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import type { AgentView } from '../projections/agent-view.entity.js';
import { IsAgentId } from './is-agent-id.decorator.js';

export class RegisterAgentDto {
  @IsAgentId()
  agentId!: string;

  @ApiProperty({
    enum: AGENT_TYPES,
    description: 'Register once for each kind of task the agent takes',
    example: 'researcher',
  })
  @IsIn(AGENT_TYPES)
  agentType!: AgentType;
}

/** An agent as callers see it. */
export class AgentDto {
  @ApiProperty({ example: 'my-researcher-1' })
  agentId!: string;

  @ApiProperty({ enum: AGENT_TYPES, isArray: true, description: 'The kinds of task it takes', example: ['researcher'] })
  agentTypes!: AgentType[];

  @ApiProperty({ description: 'Whether it is a worker of the service itself', example: false })
  builtIn!: boolean;

  @ApiProperty({ format: 'date-time' })
  registeredAt!: string;

  @ApiProperty({ format: 'date-time', description: 'When it last claimed, worked or started; to about 5 seconds' })
  lastSeenAt!: string;
}

export function toAgentDto({ agentId, agentTypes, builtIn, registeredAt, lastSeenAt }: AgentView): AgentDto {
  return {
    agentId,
    agentTypes,
    builtIn,
    registeredAt: registeredAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
  };
}
