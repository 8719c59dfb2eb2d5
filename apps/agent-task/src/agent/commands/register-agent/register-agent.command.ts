import type { AgentType } from '@edda/event-schemas';
import { Command } from '@nestjs/cqrs';

/** Make an agent known that has just started: what it held before, it holds no more. */
export class RegisterAgent extends Command<void> {
  constructor(
    readonly agentId: string,
    readonly agentType: AgentType,
    /** Whether it is a worker of this service, which works for every tenant. */
    readonly builtIn: boolean,
  ) {
    super();
  }
}
