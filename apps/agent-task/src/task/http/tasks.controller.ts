import { ApiPage, ApiProblem, decodeCursor, encodeCursor, pageOf, UuidParam, type Page } from '@edda/service';
import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { TASK_NOT_FOUND } from '../domain/task-errors.js';
import { GetTask } from '../queries/get-task/get-task.query.js';
import { ListTasks } from '../queries/list-tasks/list-tasks.query.js';
import { TaskListQuery } from './task-requests.dto.js';
import { TaskDetailsDto, TaskDto, toTaskDetailsDto, toTaskDto } from './task.dto.js';

@ApiTags('tasks')
@Controller('tasks')
export class TasksController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @ApiOperation({ summary: 'Tasks, newest first' })
  @ApiPage(TaskDto)
  async list(@Query() { limit, cursor, ...filter }: TaskListQuery): Promise<Page<TaskDto>> {
    const [before] = cursor ? decodeCursor(cursor, ['number']) : [];
    const views = await this.queries.execute(new ListTasks(filter, limit + 1, before));
    const { items, nextCursor } = pageOf(views, limit, (last) => encodeCursor([Number(last.position)]));
    return { items: items.map(toTaskDto), nextCursor };
  }

  @Get(':taskId')
  @ApiOperation({ summary: 'One task, with its payload and its result' })
  @ApiOkResponse({ type: TaskDetailsDto })
  @ApiProblem(404, TASK_NOT_FOUND, 'There is no such task')
  async get(@UuidParam('taskId', TASK_NOT_FOUND, 'task') taskId: string): Promise<TaskDetailsDto> {
    return toTaskDetailsDto(await this.queries.execute(new GetTask(taskId)));
  }
}
