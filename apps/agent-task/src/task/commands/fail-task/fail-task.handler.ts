import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { AgentTaskConfig } from '../../../agent-task.config.js';
import { TaskRepository } from '../../task.repository.js';
import { FailTask } from './fail-task.command.js';

@CommandHandler(FailTask)
export class FailTaskHandler implements ICommandHandler<FailTask> {
  constructor(
    private readonly tasks: TaskRepository,
    private readonly config: AgentTaskConfig,
  ) {}

  async execute({ taskId, holder, reason, retryable }: FailTask): Promise<void> {
    const retry = { retryable, maxAttempts: this.config.taskMaxAttempts };
    await this.tasks.change(taskId, (task, now) => task.fail(holder, reason, retry, now));
  }
}
