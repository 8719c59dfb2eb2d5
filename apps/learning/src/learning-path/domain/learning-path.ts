import { LearningPathCreated, type LearningModule } from '@edda/event-schemas';
import { Aggregate, Evolver } from '@edda/event-store';

interface LearningPathState {
  exists: boolean;
}

const evolver = new Evolver<LearningPathState>().on(LearningPathCreated, () => ({ exists: true }));

/** What a learner goes through: a module per sub-question of a research workflow. */
export class LearningPath extends Aggregate<LearningPathState> {
  static readonly category = 'learning-path';
  static readonly snapshotVersion = 1;

  constructor(id: string) {
    super(id, { exists: false }, evolver);
  }

  /** Once; a path that exists stays as it is. */
  create(workflowId: string, title: string, modules: LearningModule[], userId: string | null, now: Date): void {
    if (this.state.exists) return;
    this.record(LearningPathCreated, {
      learningPathId: this.id,
      workflowId,
      title,
      userId,
      modules,
      itemCount: modules.reduce((count, { items }) => count + items.length, 0),
      timestamp: now.toISOString(),
    });
  }
}
