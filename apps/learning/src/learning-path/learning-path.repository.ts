import { AggregateRepository, UnitOfWork } from '@edda/event-store';
import { Injectable } from '@nestjs/common';
import { LearningPath } from './domain/learning-path.js';

@Injectable()
export class LearningPathRepository extends AggregateRepository<LearningPath['state'], LearningPath> {
  constructor(unitOfWork: UnitOfWork) {
    super(LearningPath, unitOfWork);
  }
}
