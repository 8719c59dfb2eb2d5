import { LearningPathCreated } from '@edda/event-schemas';
import { InlineProjection, InlineProjections } from '@edda/event-store';
import { Injectable } from '@nestjs/common';
import { LearningPathView } from './learning-path-view.entity.js';

/** Keeps {@link LearningPathView}. */
@Injectable()
export class LearningPathViewProjection extends InlineProjection {
  constructor(projections: InlineProjections) {
    super(projections);
    this.on(LearningPathCreated, async (data, { tenantId, recordedAt }, manager) => {
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
