import type { ResearchSource } from '@edda/event-schemas';
import { contextOrNew, deriveId, EddaError, newId, withContext } from '@edda/kernel';
import { outcomeId } from '@edda/sagas';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IMPORT_STEP } from '../../sagas/steps/import.step.js';
import { WorkflowRepository } from '../../workflow.repository.js';
import { CreateWorkflow, type RequestedSource } from './create-workflow.command.js';

/** Namespace of the ids that follow from an Idempotency-Key. */
const KEYED_WORKFLOWS = 'b3c1a7e0-6c1f-5d52-9a43-0e7d1c9f4a11';

@CommandHandler(CreateWorkflow)
export class CreateWorkflowHandler implements ICommandHandler<CreateWorkflow> {
  constructor(private readonly workflows: WorkflowRepository) {}

  async execute({ question, sources, idempotencyKey }: CreateWorkflow): Promise<string> {
    const { tenantId, userId } = contextOrNew();
    const id = idempotencyKey ? deriveId(KEYED_WORKFLOWS, `${tenantId}/${userId}/${idempotencyKey}`) : newId();
    // The run begins here: everything that follows from it is joined by the workflow's own id.
    await withContext({ correlationId: id, causationId: null }, () =>
      this.workflows.change(id, (workflow, version) => {
        if (version > 0) this.assertSame(workflow.state, question, sources, idempotencyKey);
        workflow.create(question, identified(id, sources), userId, new Date());
      }),
    );
    return id;
  }

  private assertSame(
    known: { question: string; sources: ResearchSource[] },
    question: string,
    sources: readonly RequestedSource[],
    key = '',
  ): void {
    const same =
      known.question === question &&
      known.sources.length === sources.length &&
      known.sources.every(({ source }, index) => source === sources[index]?.source);
    if (same) return;
    throw new EddaError(
      'conflict',
      'REQUEST.IDEMPOTENCY_KEY_REUSED',
      `The Idempotency-Key "${key}" was used for another question or other sources: use a new one.`,
    );
  }
}

/** Gives each source the id under which its import will report back. */
function identified(workflowId: string, sources: readonly RequestedSource[]): ResearchSource[] {
  return sources.map(({ source, url, unavailable }, index) => ({
    contentId: outcomeId(workflowId, IMPORT_STEP, 1, index),
    source,
    origin: url ? 'url' : 'upload',
    ...(url && { url }),
    ...(unavailable && { unavailable }),
  }));
}
