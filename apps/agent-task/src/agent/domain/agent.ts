import { AgentRegistered, type AgentType } from '@edda/event-schemas';
import { Aggregate, Evolver } from '@edda/event-store';

export interface AgentState {
  agentTypes: readonly AgentType[];
}

const evolver = new Evolver<AgentState>().on(AgentRegistered, ({ agentTypes }, { agentType }) => ({
  agentTypes: [...agentTypes, agentType],
}));

/** Something that claims tasks of the types it is registered for. */
export class Agent extends Aggregate<AgentState> {
  static readonly category = 'agent';
  static readonly snapshotVersion = 1;

  constructor(id: string) {
    super(id, { agentTypes: [] }, evolver);
  }

  /** Makes the agent known for a type of task. What is known already changes nothing. */
  register(agentType: AgentType, builtIn: boolean, now: Date): void {
    if (this.state.agentTypes.includes(agentType)) return;
    this.record(AgentRegistered, { agentId: this.id, agentType, builtIn, timestamp: now.toISOString() });
  }
}
