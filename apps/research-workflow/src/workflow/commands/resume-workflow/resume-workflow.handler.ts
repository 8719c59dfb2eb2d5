import { withContext } from '@edda/kernel';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { WorkflowProcess } from '../../sagas/workflow-process.js';
import { WorkflowRepository } from '../../workflow.repository.js';
import { StartWorkflow } from '../start-workflow/start-workflow.command.js';
import { ResumeWorkflow } from './resume-workflow.command.js';

@CommandHandler(ResumeWorkflow)
export class ResumeWorkflowHandler implements ICommandHandler<ResumeWorkflow> {
  constructor(
    private readonly workflows: WorkflowRepository,
    private readonly process: WorkflowProcess,
    private readonly commands: CommandBus,
  ) {}

  async execute({ workflowId, reason }: ResumeWorkflow): Promise<void> {
    await withContext({ correlationId: workflowId }, async () => {
      const hasStarted = await this.workflows.change(workflowId, (workflow) => {
        workflow.resume(reason, new Date());
        return workflow.state.hasStarted;
      });
      // Also when it is not paused: an operator may have paused the process alone.
      if (hasStarted) await this.process.ask(workflowId, { action: 'resume', reason });
      else await this.commands.execute(new StartWorkflow(workflowId));
    });
  }
}
