import { AgentRegistered, type AgentType } from '@edda/event-schemas';
import { Aggregate, Evolver } from '@edda/event-store';
import { EddaError } from '@edda/kernel';

export interface AgentState {
  /** Null until it is registered. */
  builtIn: boolean | null;
  agentTypes: readonly AgentType[];
}

const unknownAgent: AgentState = { builtIn: null, agentTypes: [] };

const evolver = new Evolver<AgentState>().on(AgentRegistered, (state, { agentType, builtIn }) => ({
  builtIn,
  agentTypes: [...state.agentTypes, agentType],
}));

/** Something that claims tasks of the types it is registered for. */
export class Agent extends Aggregate<AgentState> {
  static readonly category = 'agent';
  static readonly snapshotVersion = 1;

  constructor(id: string) {
    super(id, unknownAgent, evolver);
  }

  /**
   * Makes the agent known for a type of task. What is known already changes nothing.
   *
   * @throws EddaError `AGENT.RESERVED`
   */
  register(agentType: AgentType, builtIn: boolean, now: Date): void {
    if (this.state.builtIn !== null && this.state.builtIn !== builtIn) {
      const owner = this.state.builtIn ? 'a built-in worker' : 'an outside worker';
      throw new EddaError('conflict', 'AGENT.RESERVED', `The agent id "${this.id}" belongs to ${owner}: choose another.`);
    }
    if (this.state.agentTypes.includes(agentType)) return;
    this.record(AgentRegistered, { agentId: this.id, agentType, builtIn, timestamp: now.toISOString() });
  }
}
