import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { TaskRepository } from '../../task.repository.js';
import { CancelTask } from './cancel-task.command.js';

@CommandHandler(CancelTask)
export class CancelTaskHandler implements ICommandHandler<CancelTask> {
  constructor(private readonly tasks: TaskRepository) {}

  async execute({ taskId, reason }: CancelTask): Promise<void> {
    await this.tasks.change(taskId, (task, now) => task.cancel(reason, now), { cause: 'message' });
  }
}
