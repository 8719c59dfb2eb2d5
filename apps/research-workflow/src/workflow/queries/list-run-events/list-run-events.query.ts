import { Query } from '@nestjs/cqrs';
import type { RunEvent } from '../../story/run-event.entity.js';

/** The story of a run behind position `after`. */
export class ListRunEvents extends Query<RunEvent[]> {
  constructor(
    readonly workflowId: string,
    readonly after: number,
    readonly limit: number,
  ) {
    super();
  }
}
