import { Query } from '@nestjs/cqrs';
import type { LearningPathView } from '../../projections/learning-path-view.entity.js';

/** One learning path. */
export class GetLearningPath extends Query<LearningPathView> {
  constructor(readonly learningPathId: string) {
    super();
  }
}
