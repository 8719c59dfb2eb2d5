import { SAGAS, type Sagas } from '@edda/sagas';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { newResearch } from '../../sagas/research-state.js';
import { RESEARCH } from '../../sagas/research.saga.js';
import { WorkflowRepository } from '../../workflow.repository.js';
import { StartWorkflow } from './start-workflow.command.js';

@CommandHandler(StartWorkflow)
export class StartWorkflowHandler implements ICommandHandler<StartWorkflow> {
  constructor(
    private readonly workflows: WorkflowRepository,
    @Inject(SAGAS) private readonly sagas: Sagas,
  ) {}

  async execute({ workflowId }: StartWorkflow): Promise<void> {
    const { aggregate } = await this.workflows.load(workflowId);
    const { status, question, sources } = aggregate.state;
    // Cancelled, or paused, before it was taken up.
    if (status !== 'created') return;
    await this.workflows.change(workflowId, (workflow) => workflow.start(new Date()));
    await this.sagas.start(RESEARCH, workflowId, newResearch(workflowId, question, sources));
  }
}
