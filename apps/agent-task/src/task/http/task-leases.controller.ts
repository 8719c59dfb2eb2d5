import { ApiProblem, UuidParam } from '@edda/service';
import { applyDecorators, Body, Controller, HttpCode, Post } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AgentTaskConfig } from '../../agent-task.config.js';
import { AgentPresence } from '../../agent/agent-presence.js';
import { CompleteTask } from '../commands/complete-task/complete-task.command.js';
import { ExtendLease } from '../commands/extend-lease/extend-lease.command.js';
import { FailTask } from '../commands/fail-task/fail-task.command.js';
import { ReleaseTask } from '../commands/release-task/release-task.command.js';
import { TASK_BUSY, TASK_LEASE_LOST, TASK_NOT_ASSIGNED, TASK_NOT_FOUND } from '../domain/task-errors.js';
import { UNMEASURED } from '../domain/task.js';
import { GetTask } from '../queries/get-task/get-task.query.js';
import { LeaseDto } from './claimed-task.dto.js';
import { CompleteTaskDto, FailTaskDto, HolderDto, ReleaseTaskDto } from './task-requests.dto.js';
import { TaskDetailsDto, toTaskDetailsDto } from './task.dto.js';

const TaskId = (): ParameterDecorator => UuidParam('taskId', TASK_NOT_FOUND, 'task');

/** What every request of a holder has in common. */
const HolderRequest = (path: string, summary: string): MethodDecorator =>
  applyDecorators(
    Post(`:taskId/${path}`),
    HttpCode(200),
    ApiOperation({ summary }),
    ApiProblem(404, TASK_NOT_FOUND, 'There is no such task'),
    ApiProblem(409, TASK_LEASE_LOST, 'The task has gone on without this claim: drop the work'),
    ApiProblem(409, TASK_NOT_ASSIGNED, 'The task was never claimed under this fence'),
    ApiProblem(503, TASK_BUSY, 'The task kept changing; send it again'),
  );

/** What the holder of a task says about it. */
@ApiTags('tasks')
@Controller('tasks')
export class TaskLeasesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly agents: AgentPresence,
    private readonly config: AgentTaskConfig,
  ) {}

  @HolderRequest('heartbeat', 'Keep a task: its agent is still at work')
  @ApiOkResponse({ type: LeaseDto })
  async heartbeat(@TaskId() taskId: string, @Body() { agentId, fence }: HolderDto): Promise<LeaseDto> {
    const leaseUntil = await this.commands.execute(new ExtendLease(taskId, { agentId, fence }));
    await this.agents.seen([agentId]);
    return { leaseUntil: leaseUntil.toISOString(), leaseMs: this.config.taskLeaseMs };
  }

  @HolderRequest('complete', 'Hand in a result; the same again changes nothing')
  @ApiOkResponse({ type: TaskDetailsDto })
  async complete(@TaskId() taskId: string, @Body() body: CompleteTaskDto): Promise<TaskDetailsDto> {
    const { agentId, fence, result, resourceUsage, qualityMetrics } = body;
    const handedIn = { result, resourceUsage, qualityMetrics: { ...UNMEASURED, ...qualityMetrics } };
    await this.commands.execute(new CompleteTask(taskId, { agentId, fence }, handedIn));
    return this.details(taskId);
  }

  @HolderRequest('fail', 'Say that the attempt came to nothing')
  @ApiOkResponse({ type: TaskDetailsDto })
  async fail(
    @TaskId() taskId: string,
    @Body() { agentId, fence, code, detail, retryable }: FailTaskDto,
  ): Promise<TaskDetailsDto> {
    await this.commands.execute(new FailTask(taskId, { agentId, fence }, { code, detail }, retryable));
    return this.details(taskId);
  }

  @HolderRequest('release', 'Give a task back without a verdict on it: no attempt is used up')
  @ApiOkResponse({ type: TaskDetailsDto })
  async release(
    @TaskId() taskId: string,
    @Body() { agentId, fence, code, detail, delayMs }: ReleaseTaskDto,
  ): Promise<TaskDetailsDto> {
    await this.commands.execute(new ReleaseTask(taskId, { agentId, fence }, { code, detail }, delayMs));
    return this.details(taskId);
  }

  private async details(taskId: string): Promise<TaskDetailsDto> {
    return toTaskDetailsDto(await this.queries.execute(new GetTask(taskId)));
  }
}
