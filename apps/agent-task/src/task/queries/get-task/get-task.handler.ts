import { contextOrNew } from '@edda/kernel';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { taskNotFound } from '../../domain/task-errors.js';
import { TaskView } from '../../projections/task-view.entity.js';
import { TaskRepository } from '../../task.repository.js';
import { GetTask, type TaskDetails } from './get-task.query.js';

@QueryHandler(GetTask)
export class GetTaskHandler implements IQueryHandler<GetTask> {
  constructor(
    @InjectRepository(TaskView) private readonly views: Repository<TaskView>,
    private readonly tasks: TaskRepository,
  ) {}

  /** @throws EddaError `TASK.NOT_FOUND` */
  async execute({ taskId }: GetTask): Promise<TaskDetails> {
    const view = await this.views.findOneBy({ tenantId: contextOrNew().tenantId, taskId });
    if (!view) throw taskNotFound(taskId);
    const { state } = await this.tasks.load(taskId);
    return { view, payload: state.request?.payload ?? {}, result: state.result };
  }
}
