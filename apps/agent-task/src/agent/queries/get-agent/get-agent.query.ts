import { Query } from '@nestjs/cqrs';
import type { AgentView } from '../../projections/agent-view.entity.js';

/** One agent of the caller's tenant. */
export class GetAgent extends Query<AgentView> {
  constructor(readonly agentId: string) {
    super();
  }
}
