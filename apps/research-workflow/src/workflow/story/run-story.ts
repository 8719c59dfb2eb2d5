import { UnitOfWork } from '@edda/event-store';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { RunEvent } from './run-event.entity.js';
import { RunActivity } from './run-activity.js';

/** What is told of a message; where it stands in the story is decided when it is written. */
export type StoryEntry = Omit<RunEvent, 'workflowId' | 'position'>;

/**
 * The story of each run: the public events of every context that carry the run's correlation id, and the commands sent
 * for it. An entry is written in the transaction that reacts to it, so that a cause stands before what it caused, and
 * positions follow the order of commits without a gap.
 */
@Injectable()
export class RunStory {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly activity: RunActivity,
  ) {}

  /** @returns whether the entry belongs to a run */
  async tell(manager: EntityManager, entry: StoryEntry): Promise<boolean> {
    const workflowId = entry.correlationId;
    // The row stays locked until the commit: whoever tells of the same run waits, and positions never overtake.
    const rows = await manager.query<{ last_position: number }[]>(
      `with told as (
         update workflow_views set last_position = last_position + 1 where workflow_id = $1 returning last_position
       ) select last_position from told`,
      [workflowId],
    );
    const position = rows[0]?.last_position;
    if (position === undefined) return false;
    await manager.insert(RunEvent, { ...entry, workflowId, position });
    this.unitOfWork.afterCommit(() => this.activity.told(workflowId));
    return true;
  }
}
