import { AgentCommandRejected, CancelTask as CancelTaskMessage, RequestTask } from '@edda/event-schemas';
import { Receive } from '@edda/messaging';
import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import { CancelTask } from '../commands/cancel-task/cancel-task.command.js';
import { QueueTask } from '../commands/queue-task/queue-task.command.js';

/** What arrives by topic, turned into commands. */
@ApiExcludeController()
@Controller()
export class TaskMessagesController {
  constructor(private readonly commands: CommandBus) {}

  @Receive(RequestTask, 'request-task', { rejection: AgentCommandRejected })
  async requestTask({ taskId, ...request }: RequestTask): Promise<void> {
    await this.commands.execute(new QueueTask(taskId, request));
  }

  @Receive(CancelTaskMessage, 'cancel-task')
  async cancelTask({ taskId, reason }: CancelTaskMessage): Promise<void> {
    await this.commands.execute(new CancelTask(taskId, reason));
  }
}
