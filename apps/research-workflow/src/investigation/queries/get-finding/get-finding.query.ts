import { Query } from '@nestjs/cqrs';
import type { FindingView } from '../../projections/finding-view.entity.js';

/** One finding of an investigation. */
export class GetFinding extends Query<FindingView> {
  constructor(
    readonly investigationId: string,
    readonly findingId: string,
  ) {
    super();
  }
}
