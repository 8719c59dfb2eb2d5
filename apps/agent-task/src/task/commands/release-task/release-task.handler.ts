import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { TaskRepository } from '../../task.repository.js';
import { ReleaseTask } from './release-task.command.js';

@CommandHandler(ReleaseTask)
export class ReleaseTaskHandler implements ICommandHandler<ReleaseTask> {
  constructor(private readonly tasks: TaskRepository) {}

  async execute({ taskId, holder, reason, delayMs }: ReleaseTask): Promise<void> {
    await this.tasks.change(taskId, (task, now) => task.release(holder, reason, now), { delayMs });
  }
}
