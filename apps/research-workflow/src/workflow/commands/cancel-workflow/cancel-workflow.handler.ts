import { withContext } from '@edda/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { WorkflowProcess } from '../../sagas/workflow-process.js';
import { WorkflowRepository } from '../../workflow.repository.js';
import { CancelWorkflow } from './cancel-workflow.command.js';

@CommandHandler(CancelWorkflow)
export class CancelWorkflowHandler implements ICommandHandler<CancelWorkflow> {
  constructor(
    private readonly workflows: WorkflowRepository,
    private readonly process: WorkflowProcess,
  ) {}

  async execute({ workflowId, reason }: CancelWorkflow): Promise<void> {
    await withContext({ correlationId: workflowId }, async () => {
      const { was, hasStarted } = await this.workflows.change(workflowId, (workflow) => {
        const { status: was, hasStarted } = workflow.state;
        workflow.cancel(reason, new Date());
        return { was, hasStarted };
      });
      if (was !== 'cancelled' && hasStarted) await this.process.ask(workflowId, { action: 'cancel', reason });
    });
  }
}
