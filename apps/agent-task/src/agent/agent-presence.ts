import type { AgentType } from '@edda/event-schemas';
import { contextOrNew } from '@edda/kernel';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, Repository } from 'typeorm';
import { agentNotFound, agentTypeMismatch } from './domain/agent-errors.js';
import { AgentView } from './projections/agent-view.entity.js';

/** Signs of life are written at most so often. */
const SEEN_EVERY = `interval '5 seconds'`;

/** Which agents there are, and when each was last heard of. */
@Injectable()
export class AgentPresence {
  constructor(@InjectRepository(AgentView) private readonly agents: Repository<AgentView>) {}

  /** Notes a sign of life of agents of the current tenant. */
  async seen(agentIds: readonly string[]): Promise<void> {
    await this.agents
      .createQueryBuilder()
      .update()
      .set({ lastSeenAt: () => 'now()' })
      .where({ tenantId: contextOrNew().tenantId, agentId: In([...agentIds]) })
      .andWhere(`last_seen_at < now() - ${SEEN_EVERY}`)
      .execute();
  }

  /** @throws EddaError `AGENT.NOT_FOUND`, `AGENT.TYPE_MISMATCH` unless the agent is registered for all these types */
  async assertRegistered(agentId: string, agentTypes: readonly AgentType[]): Promise<void> {
    const agent = await this.agents.findOneBy({ tenantId: contextOrNew().tenantId, agentId });
    if (!agent) throw agentNotFound(agentId);
    const missing = agentTypes.filter((agentType) => !agent.agentTypes.includes(agentType));
    if (missing.length > 0) throw agentTypeMismatch(agentId, agent.agentTypes, missing);
  }
}
