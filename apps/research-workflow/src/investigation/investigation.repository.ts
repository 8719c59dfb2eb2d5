import { AggregateRepository, UnitOfWork } from '@edda/event-store';
import { Injectable } from '@nestjs/common';
import { Investigation } from './domain/investigation.js';
import type { InvestigationState } from './domain/investigation-state.js';

@Injectable()
export class InvestigationRepository extends AggregateRepository<InvestigationState, Investigation> {
  constructor(unitOfWork: UnitOfWork) {
    super(Investigation, unitOfWork);
  }
}
