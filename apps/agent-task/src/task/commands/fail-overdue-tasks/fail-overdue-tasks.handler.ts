import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { TaskQueue } from '../../queue/task-queue.js';
import { TaskRepository } from '../../task.repository.js';
import { FailOverdueTasks } from './fail-overdue-tasks.command.js';

@CommandHandler(FailOverdueTasks)
export class FailOverdueTasksHandler implements ICommandHandler<FailOverdueTasks> {
  constructor(
    private readonly tasks: TaskRepository,
    private readonly queue: TaskQueue,
  ) {}

  async execute(): Promise<number> {
    for (let count = 0; ; count++) {
      const changed = await this.tasks.changeNext(
        () => this.queue.nextOverdue(),
        (task, now) => {
          const detail = `The task was not finished by its deadline ${task.state.request?.deadline}.`;
          task.failOverdue({ code: 'TASK.DEADLINE_EXCEEDED', detail }, now);
        },
      );
      if (!changed) return count;
    }
  }
}
