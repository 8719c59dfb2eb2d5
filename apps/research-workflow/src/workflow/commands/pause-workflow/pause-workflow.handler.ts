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
      const hasStarted = await this.workflows.change(workflowId, (workflow) => {
        workflow.pause(reason, new Date());
        return workflow.state.hasStarted;
      });
      // Also when it is paused: an operator may have resumed the process alone.
      if (hasStarted) await this.process.ask(workflowId, { action: 'pause', reason });
    });
  }
}
