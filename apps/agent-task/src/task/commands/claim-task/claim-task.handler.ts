import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { AgentTaskConfig } from '../../../agent-task.config.js';
import type { TaskState } from '../../domain/task-state.js';
import type { QueueEntry } from '../../queue/queue-entry.entity.js';
import { TaskQueue } from '../../queue/task-queue.js';
import { TaskRepository } from '../../task.repository.js';
import { ClaimTask } from './claim-task.command.js';
import type { ClaimedTask } from './claimed-task.js';

const LEASE_EXPIRED = 'TASK.LEASE_EXPIRED';

@CommandHandler(ClaimTask)
export class ClaimTaskHandler implements ICommandHandler<ClaimTask> {
  constructor(
    private readonly tasks: TaskRepository,
    private readonly queue: TaskQueue,
    private readonly config: AgentTaskConfig,
  ) {}

  async execute({ agents, tenantId }: ClaimTask): Promise<ClaimedTask | null> {
    for (;;) {
      const changed = await this.tasks.changeNext(
        () => this.queue.nextClaimable([...agents.keys()], tenantId),
        (task, now) => {
          const detail = `Agent "${task.state.agentId}" gave no sign of life within ${this.config.taskLeaseMs} ms.`;
          task.loseHolder({ code: LEASE_EXPIRED, detail }, this.config.taskMaxAttempts, now);
          const { request } = task.state;
          if (task.isOver || !request) return;
          const agentId = agents.get(request.agentType);
          if (agentId === undefined) throw new Error(`Task ${task.id} is for none of the agents that claim.`);
          task.assign(agentId, now);
        },
      );
      if (!changed) return null;
      // Otherwise its lease ran out once too often, and it has just been given up: on to the next one.
      if (changed.state.status === 'assigned') return claimed(changed.state, changed.entry);
    }
  }
}

function claimed({ request, attempts, agentId }: TaskState, entry: QueueEntry): ClaimedTask {
  if (!request || agentId === null) throw new Error(`Task ${entry.taskId} is assigned to nobody.`);
  const { tenantId, userId, correlationId, traceparent, lastEventId, taskId, claimableAt } = entry;
  return {
    taskId,
    holder: { agentId, fence: attempts },
    attempt: attempts,
    request,
    leaseUntil: claimableAt,
    origin: { tenantId, userId, correlationId, traceparent, lastEventId },
  };
}
