import { AggregateRepository, UnitOfWork } from '@edda/event-store';
import { Injectable } from '@nestjs/common';
import { Agent, type AgentState } from './domain/agent.js';

@Injectable()
export class AgentRepository extends AggregateRepository<AgentState, Agent> {
  constructor(unitOfWork: UnitOfWork) {
    super(Agent, unitOfWork);
  }
}
