import { AggregateRepository, UnitOfWork } from '@edda/event-store';
import { Injectable } from '@nestjs/common';
import { Content } from './domain/content.js';
import type { ContentState } from './domain/content-state.js';

@Injectable()
export class ContentRepository extends AggregateRepository<ContentState, Content> {
  constructor(unitOfWork: UnitOfWork) {
    super(Content, unitOfWork);
  }
}
