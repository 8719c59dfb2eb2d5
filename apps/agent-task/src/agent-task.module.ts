import { eventSourcedService } from '@edda/service';
import { Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AgentTaskConfig } from './agent-task.config.js';
import { AgentPresence } from './agent/agent-presence.js';
import { AgentRepository } from './agent/agent.repository.js';
import { Agent } from './agent/domain/agent.js';
import { RegisterAgentHandler } from './agent/commands/register-agent/register-agent.handler.js';
import { AgentsController } from './agent/http/agents.controller.js';
import { AgentViewProjection } from './agent/projections/agent-view.projection.js';
import { GetAgentHandler } from './agent/queries/get-agent/get-agent.handler.js';
import { ListAgentsHandler } from './agent/queries/list-agents/list-agents.handler.js';
import { persistence } from './persistence.js';
import { CancelTaskHandler } from './task/commands/cancel-task/cancel-task.handler.js';
import { ClaimTaskHandler } from './task/commands/claim-task/claim-task.handler.js';
import { CompleteTaskHandler } from './task/commands/complete-task/complete-task.handler.js';
import { ExtendLeaseHandler } from './task/commands/extend-lease/extend-lease.handler.js';
import { FailOverdueTasksHandler } from './task/commands/fail-overdue-tasks/fail-overdue-tasks.handler.js';
import { FailTaskHandler } from './task/commands/fail-task/fail-task.handler.js';
import { QueueTaskHandler } from './task/commands/queue-task/queue-task.handler.js';
import { ReleaseTaskHandler } from './task/commands/release-task/release-task.handler.js';
import { Task } from './task/domain/task.js';
import { LongPoll } from './task/http/long-poll.js';
import { TaskClaimsController } from './task/http/task-claims.controller.js';
import { TaskLeasesController } from './task/http/task-leases.controller.js';
import { TasksController } from './task/http/tasks.controller.js';
import { TaskMessagesController } from './task/messages/task-messages.controller.js';
import { OverdueSweep } from './task/overdue-sweep.js';
import { TaskViewProjection } from './task/projections/task-view.projection.js';
import { GetTaskHandler } from './task/queries/get-task/get-task.handler.js';
import { ListTasksHandler } from './task/queries/list-tasks/list-tasks.handler.js';
import { QueueActivity } from './task/queue/queue-activity.js';
import { TaskQueue } from './task/queue/task-queue.js';
import { TaskRepository } from './task/task.repository.js';
import { workerProviders } from './workers/worker-providers.js';

const controllers = [
  AgentsController,
  TaskClaimsController,
  TaskLeasesController,
  TaskMessagesController,
  TasksController,
];

const providers = [
  AgentPresence,
  AgentRepository,
  AgentViewProjection,
  CancelTaskHandler,
  ClaimTaskHandler,
  CompleteTaskHandler,
  ExtendLeaseHandler,
  FailOverdueTasksHandler,
  FailTaskHandler,
  GetAgentHandler,
  GetTaskHandler,
  ListAgentsHandler,
  ListTasksHandler,
  LongPoll,
  OverdueSweep,
  QueueActivity,
  QueueTaskHandler,
  RegisterAgentHandler,
  ReleaseTaskHandler,
  TaskQueue,
  TaskRepository,
  TaskViewProjection,
];

@Module({})
export class AgentTaskModule {
  /** With the built-in workers, or for outside workers alone. */
  static with({ builtInWorkers, contentUrl }: AgentTaskConfig): DynamicModule {
    return {
      module: AgentTaskModule,
      imports: [TypeOrmModule.forFeature(persistence.entities)],
      controllers,
      providers: [...providers, ...(builtInWorkers && contentUrl !== null ? workerProviders(contentUrl) : [])],
    };
  }
}

/** Tasks for agents: the queue, the leases, the outside and the built-in workers. */
export const agentTaskService = eventSourcedService({
  name: 'agent-task',
  title: 'Edda agent tasks',
  config: AgentTaskConfig,
  module: (config) => AgentTaskModule.with(config),
  ...persistence,
  log: { aggregates: [Agent, Task], projections: [TaskViewProjection] },
});
