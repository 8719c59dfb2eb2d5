import { contextOrNew } from '@edda/kernel';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { agentNotFound } from '../../domain/agent-errors.js';
import { AgentView } from '../../projections/agent-view.entity.js';
import { GetAgent } from './get-agent.query.js';

@QueryHandler(GetAgent)
export class GetAgentHandler implements IQueryHandler<GetAgent> {
  constructor(@InjectRepository(AgentView) private readonly agents: Repository<AgentView>) {}

  /** @throws EddaError `AGENT.NOT_FOUND` */
  async execute({ agentId }: GetAgent): Promise<AgentView> {
    const agent = await this.agents.findOneBy({ tenantId: contextOrNew().tenantId, agentId });
    if (!agent) throw agentNotFound(agentId);
    return agent;
  }
}
