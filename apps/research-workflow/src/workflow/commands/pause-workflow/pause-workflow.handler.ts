import { withContext } from '@edda/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { WorkflowProcess } from '../../sagas/workflow-process.js';
import { WorkflowRepository } from '../../workflow.repository.js';
import { PauseWorkflow } from './pause-workflow.command.js';

@CommandHandler(PauseWorkflow)
export class PauseWorkflowHandler implements ICommandHandler<PauseWorkflow> {
  constructor(
    private readonly workflows: WorkflowRepository,
    private readonly process: WorkflowProcess,
  ) {}

  async execute({ workflowId, reason }: PauseWorkflow): Promise<void> {
    await withContext({ correlationId: workflowId }, async () => {
      const was = await this.workflows.change(workflowId, (workflow) => {
        const { status } = workflow.state;
        workflow.pause(reason, new Date());
        return status;
      });
      if (was === 'running') await this.process.ask(workflowId, { action: 'pause', reason });
    });
  }
}
