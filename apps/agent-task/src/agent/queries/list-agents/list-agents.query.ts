import { Query } from '@nestjs/cqrs';
import type { AgentView } from '../../projections/agent-view.entity.js';

/** The caller's agents and the built-in ones, by id. `after` is the last one of the page before. */
export class ListAgents extends Query<AgentView[]> {
  constructor(
    readonly limit: number,
    readonly after?: { agentId: string; tenantId: string },
  ) {
    super();
  }
}
