import { withContext } from '@edda/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ResearchProcess } from '../../process/research-process.js';
import { WorkflowRepository } from '../../workflow.repository.js';
import { CancelWorkflow } from './cancel-workflow.command.js';

@CommandHandler(CancelWorkflow)
export class CancelWorkflowHandler implements ICommandHandler<CancelWorkflow> {
  constructor(
    private readonly workflows: WorkflowRepository,
    private readonly process: ResearchProcess,
  ) {}

  async execute({ workflowId, reason }: CancelWorkflow): Promise<void> {
    await withContext({ correlationId: workflowId }, async () => {
      await this.workflows.change(workflowId, (workflow) => workflow.cancel(reason, new Date()));
      await this.process.cancel(workflowId, reason);
    });
  }
}
