import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { TaskRepository } from '../../task.repository.js';
import { CompleteTask } from './complete-task.command.js';

@CommandHandler(CompleteTask)
export class CompleteTaskHandler implements ICommandHandler<CompleteTask> {
  constructor(private readonly tasks: TaskRepository) {}

  async execute({ taskId, holder, result }: CompleteTask): Promise<void> {
    await this.tasks.change(taskId, (task, now) => task.complete(holder, result, now));
  }
}
