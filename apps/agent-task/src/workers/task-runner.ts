import { backoffDelay, EddaError, pause } from '@edda/kernel';
import { LOGGER, type Logger } from '@edda/service';
import { Inject, Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { AgentTaskConfig } from '../agent-task.config.js';
import type { ClaimedTask } from '../task/commands/claim-task/claimed-task.js';
import { CompleteTask } from '../task/commands/complete-task/complete-task.command.js';
import { FailTask } from '../task/commands/fail-task/fail-task.command.js';
import { ReleaseTask } from '../task/commands/release-task/release-task.command.js';
import { TASK_LEASE_LOST, TASK_NOT_ASSIGNED } from '../task/domain/task-errors.js';
import { inTaskContext } from '../task/queue/task-context.js';
import { BuiltInAgents } from './built-in-agents.js';
import { DependencyPause } from './dependency-pause.js';
import { LeaseKeeper } from './lease-keeper.js';
import { outcomeOf, type AttemptOutcome } from './attempt-outcome.js';

/** How often an outcome is tried to be stored before the work is given up and left to the next attempt. */
const REPORT_ATTEMPTS = 5;

/** Carries one claimed task to its end, as an outside worker would: heartbeats, the work, the outcome. */
@Injectable()
export class TaskRunner {
  /** While the content service is away. */
  readonly contentPause = new DependencyPause();

  constructor(
    private readonly agents: BuiltInAgents,
    private readonly commands: CommandBus,
    private readonly config: AgentTaskConfig,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** @param stopping aborts when the service goes away: the task is then given back for another instance */
  async run(task: ClaimedTask, stopping: AbortSignal): Promise<void> {
    await inTaskContext(task.origin, async () => {
      const { taskId, holder, attempt, request } = task;
      const about = { taskId, taskType: request.taskType, agentId: holder.agentId, attempt };
      const lease = new LeaseKeeper(this.commands, this.logger, taskId, holder, this.config.taskHeartbeatMs);
      try {
        const outcome = await this.work(task, stopping, lease.lost);
        if (lease.lost.aborted) throw lease.lost.reason;
        await this.report(task, outcome);
        this.logger.info(`Task ${outcome.kind}`, { ...about, ...('reason' in outcome && { reason: outcome.reason }) });
      } catch (error) {
        if (isLeaseLost(error)) this.logger.info('The task has gone on without this worker', about);
        else this.logger.error('The outcome of a task could not be stored; it is tried again', { ...about, error });
      } finally {
        lease.stop();
      }
    });
  }

  private async work(task: ClaimedTask, stopping: AbortSignal, lost: AbortSignal): Promise<AttemptOutcome> {
    try {
      const signal = AbortSignal.any([stopping, lost]);
      signal.throwIfAborted();
      const result = await this.agents.work(task.request, signal);
      return { kind: 'completed', result };
    } catch (error) {
      return outcomeOf(error, stopping);
    }
  }

  private async report({ taskId, holder, request }: ClaimedTask, outcome: AttemptOutcome): Promise<void> {
    switch (outcome.kind) {
      case 'completed':
        if (this.agents.readsDocuments(request.agentType)) this.contentPause.succeeded();
        try {
          return await this.store(new CompleteTask(taskId, holder, outcome.result));
        } catch (error) {
          // Such as a result that is too large for an event: no other attempt will make a better one.
          if (!(error instanceof EddaError) || error.retryable || isLeaseLost(error)) throw error;
          const reason = { code: error.code, detail: error.message };
          return this.store(new FailTask(taskId, holder, reason, false));
        }
      case 'failed':
        return this.store(new FailTask(taskId, holder, outcome.reason, outcome.retryable));
      case 'released': {
        const delayMs = outcome.because === 'unavailable' ? this.contentPause.failed() : 0;
        return this.store(new ReleaseTask(taskId, holder, outcome.reason, delayMs));
      }
    }
  }

  /** What was worked out is not thrown away because the database is away for a moment. */
  private async store(command: CompleteTask | FailTask | ReleaseTask): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.commands.execute(command);
      } catch (error) {
        if ((error instanceof EddaError && !error.retryable) || attempt >= REPORT_ATTEMPTS) throw error;
        await pause(backoffDelay(attempt));
      }
    }
  }
}

function isLeaseLost(error: unknown): boolean {
  return error instanceof EddaError && [TASK_LEASE_LOST, TASK_NOT_ASSIGNED].includes(error.code);
}
