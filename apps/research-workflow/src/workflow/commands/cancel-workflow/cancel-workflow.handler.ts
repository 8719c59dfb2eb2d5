import { describeConflict, UnitOfWork } from '@edda/event-store';
import { EddaError, withContext } from '@edda/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ResearchProcess } from '../../process/research-process.js';
import { WorkflowRepository } from '../../workflow.repository.js';
import { CancelWorkflow } from './cancel-workflow.command.js';

@CommandHandler(CancelWorkflow)
export class CancelWorkflowHandler implements ICommandHandler<CancelWorkflow> {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly workflows: WorkflowRepository,
    private readonly process: ResearchProcess,
  ) {}

  async execute({ workflowId, reason }: CancelWorkflow): Promise<void> {
    const outcome = await withContext({ correlationId: workflowId }, () =>
      this.unitOfWork.runOrJoin(async () => {
        await this.workflows.change(workflowId, (workflow) => workflow.cancel(reason, new Date()));
        await this.process.cancel(workflowId, reason);
      }),
    );
    if (outcome.committed) return;
    throw new EddaError('conflict', 'STREAM_CONFLICT', `${describeConflict(outcome.conflict)} Try again.`);
  }
}
