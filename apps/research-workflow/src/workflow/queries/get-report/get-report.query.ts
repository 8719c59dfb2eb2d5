import { Query } from '@nestjs/cqrs';
import type { Report } from '../../report/report.js';

/** The report of a completed workflow. */
export class GetReport extends Query<Report> {
  constructor(readonly workflowId: string) {
    super();
  }
}
