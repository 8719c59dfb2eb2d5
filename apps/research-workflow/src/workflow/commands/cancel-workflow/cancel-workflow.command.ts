import { Command } from '@nestjs/cqrs';

/** Stop a workflow and call off what it waits for. */
export class CancelWorkflow extends Command<void> {
  constructor(
    readonly workflowId: string,
    readonly reason: string,
  ) {
    super();
  }
}
