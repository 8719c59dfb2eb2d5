import { ResearchWorkflowCompleted } from '@edda/event-schemas';
import { Subscribe } from '@edda/messaging';
import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { CreateLearningPath } from '../commands/create-learning-path/create-learning-path.command.js';

/** What arrives from the research-workflow context, turned into commands. */
@Controller()
export class ResearchMessagesController {
  constructor(private readonly commands: CommandBus) {}

  @Subscribe(ResearchWorkflowCompleted, 'create-learning-path')
  async createLearningPath({ workflowId }: ResearchWorkflowCompleted): Promise<void> {
    await this.commands.execute(new CreateLearningPath(workflowId));
  }
}
