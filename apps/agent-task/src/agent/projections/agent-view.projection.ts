import { AgentRegistered } from '@edda/event-schemas';
import { Projection, Projections } from '@edda/event-store';
import { Injectable } from '@nestjs/common';

/** Keeps AgentView: one row per agent, with every type it is registered for. */
@Injectable()
export class AgentViewProjection extends Projection {
  readonly name = 'agent-views';

  constructor(projections: Projections) {
    super(projections);
    this.on(AgentRegistered, async ({ agentId, agentType, builtIn }, { tenantId, recordedAt }, { manager }) => {
      await manager.query(
        `insert into agents (tenant_id, agent_id, agent_types, built_in, registered_at, last_seen_at)
         values ($1, $2, array[$3::text], $4, $5, now())
         on conflict (tenant_id, agent_id) do update set agent_types = agents.agent_types || excluded.agent_types`,
        [tenantId, agentId, agentType, builtIn, recordedAt],
      );
    });
  }
}
