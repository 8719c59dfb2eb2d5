import type { AgentType } from '@edda/event-schemas';
import { Command } from '@nestjs/cqrs';
import type { ClaimedTask } from './claimed-task.js';

/** Take the next task, if there is one. */
export class ClaimTask extends Command<ClaimedTask | null> {
  constructor(
    /** Which agent would take a task of which type. */
    readonly agents: ReadonlyMap<AgentType, string>,
    /** Only tasks of this tenant; null for those of all. */
    readonly tenantId: string | null,
  ) {
    super();
  }
}
