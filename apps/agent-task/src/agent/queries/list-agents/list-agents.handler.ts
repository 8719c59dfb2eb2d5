import { contextOrNew } from '@edda/kernel';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { AgentView } from '../../projections/agent-view.entity.js';
import { ListAgents } from './list-agents.query.js';

@QueryHandler(ListAgents)
export class ListAgentsHandler implements IQueryHandler<ListAgents> {
  constructor(@InjectRepository(AgentView) private readonly agents: Repository<AgentView>) {}

  execute({ limit, after }: ListAgents): Promise<AgentView[]> {
    const query = this.agents
      .createQueryBuilder('agent')
      .where('(agent.tenant_id = :tenantId or agent.built_in)', { tenantId: contextOrNew().tenantId })
      .orderBy('agent.agent_id')
      .addOrderBy('agent.tenant_id')
      .limit(limit);
    if (after) {
      query.andWhere('(agent.agent_id, agent.tenant_id) > (:agentId, :afterTenant)', {
        agentId: after.agentId,
        afterTenant: after.tenantId,
      });
    }
    return query.getMany();
  }
}
