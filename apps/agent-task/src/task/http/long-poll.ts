import type { AgentType } from '@edda/event-schemas';
import { contextOrNew } from '@edda/kernel';
import { Draining } from '@edda/service';
import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { AgentTaskConfig } from '../../agent-task.config.js';
import { ClaimTask } from '../commands/claim-task/claim-task.command.js';
import type { ClaimedTask } from '../commands/claim-task/claimed-task.js';
import { ReleaseTask } from '../commands/release-task/release-task.command.js';
import { QueueActivity } from '../queue/queue-activity.js';

/** Lets an outside worker wait for a task instead of asking again and again. */
@Injectable()
export class LongPoll {
  constructor(
    private readonly commands: CommandBus,
    private readonly activity: QueueActivity,
    private readonly draining: Draining,
    private readonly config: AgentTaskConfig,
  ) {}

  /**
   * Claims a task of the current tenant, waiting for one up to `waitMs` milliseconds.
   *
   * @param gone aborts when the caller has hung up: a task claimed at that moment goes back at once
   * @returns null when there was none in time, or the service goes away
   */
  async claim(
    agentId: string,
    agentTypes: readonly AgentType[],
    waitMs: number,
    gone: AbortSignal,
  ): Promise<ClaimedTask | null> {
    const agents = new Map(agentTypes.map((agentType) => [agentType, agentId]));
    const { tenantId } = contextOrNew();
    const ending = AbortSignal.any([gone, this.draining.signal]);
    const end = performance.now() + waitMs;
    for (;;) {
      const { mark } = this.activity;
      const claimed = await this.commands.execute(new ClaimTask(agents, tenantId));
      if (claimed) return gone.aborted ? this.giveBack(claimed) : claimed;
      const left = end - performance.now();
      if (left <= 0 || ending.aborted) return null;
      await this.activity.changedSince(mark, Math.min(left, this.config.taskPollMs), ending);
      if (ending.aborted) return null;
    }
  }

  private async giveBack({ taskId, holder }: ClaimedTask): Promise<null> {
    const reason = { code: 'TASK.CLAIM_ABANDONED', detail: `Agent "${holder.agentId}" hung up while it claimed.` };
    await this.commands.execute(new ReleaseTask(taskId, holder, reason, 0));
    return null;
  }
}
