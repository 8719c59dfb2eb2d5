import { LearningPathCreated } from '@edda/event-schemas';
import { Projection, Projections } from '@edda/event-store';
import { Injectable } from '@nestjs/common';
import { LearningPathView } from './learning-path-view.entity.js';

/** Keeps {@link LearningPathView}. */
@Injectable()
export class LearningPathViewProjection extends Projection {
  readonly name = 'learning-path-views';
  override readonly tables = ['learning_path_views'];

  constructor(projections: Projections) {
    super(projections);
    this.on(LearningPathCreated, async (data, { tenantId, recordedAt }, { manager }) => {
      const { learningPathId, workflowId, title, modules, itemCount } = data;
      await manager.insert(LearningPathView, {
        learningPathId,
        tenantId,
        workflowId,
        title,
        modules,
        itemCount,
        createdAt: recordedAt,
      });
    });
  }
}
