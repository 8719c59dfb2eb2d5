import { Command } from '@nestjs/cqrs';

/** Turn the report of a completed workflow into a learning path. */
export class CreateLearningPath extends Command<void> {
  constructor(readonly workflowId: string) {
    super();
  }
}
