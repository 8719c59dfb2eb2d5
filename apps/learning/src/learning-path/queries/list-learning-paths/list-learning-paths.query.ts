import { Query } from '@nestjs/cqrs';
import type { LearningPathView } from '../../projections/learning-path-view.entity.js';

/** Learning paths, newest first. `after` is the place behind the last one of the page before. */
export class ListLearningPaths extends Query<LearningPathView[]> {
  constructor(
    readonly limit: number,
    readonly after?: { createdAt: Date; learningPathId: string },
  ) {
    super();
  }
}
