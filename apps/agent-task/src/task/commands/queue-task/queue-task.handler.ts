import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { TaskRepository } from '../../task.repository.js';
import { QueueTask } from './queue-task.command.js';

@CommandHandler(QueueTask)
export class QueueTaskHandler implements ICommandHandler<QueueTask> {
  constructor(private readonly tasks: TaskRepository) {}

  async execute({ taskId, request }: QueueTask): Promise<void> {
    await this.tasks.add(taskId, request);
  }
}
