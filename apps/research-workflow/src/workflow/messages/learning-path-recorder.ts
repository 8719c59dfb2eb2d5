import type { LearningPathCreated } from '@edda/event-schemas';
import { UnitOfWork } from '@edda/event-store';
import { Injectable } from '@nestjs/common';
import { WorkflowStage } from '../projections/workflow-stage.entity.js';
import { WorkflowView } from '../projections/workflow-view.entity.js';

/** Notes which learning path was made of a workflow's report; with it the run is over. */
@Injectable()
export class LearningPathRecorder {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  async created({ workflowId, learningPathId }: LearningPathCreated): Promise<void> {
    const manager = await this.unitOfWork.manager();
    await manager.update(WorkflowView, { workflowId }, { learningPathId });
    await manager.update(WorkflowStage, { workflowId, stage: 'learn' }, { status: 'completed', done: 1, total: 1 });
  }
}
