import { QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { reportNotReady } from '../../domain/workflow-errors.js';
import type { WorkflowSource } from '../../projections/workflow-source.entity.js';
import { Findings } from '../../report/findings.entity.js';
import { REPORT_SCHEMA_VERSION, type Report, type ReportSource } from '../../report/report.js';
import { GetWorkflow } from '../get-workflow/get-workflow.query.js';
import { GetReport } from './get-report.query.js';

@QueryHandler(GetReport)
export class GetReportHandler implements IQueryHandler<GetReport> {
  constructor(
    private readonly queries: QueryBus,
    @InjectRepository(Findings) private readonly findings: Repository<Findings>,
  ) {}

  async execute({ workflowId }: GetReport): Promise<Report> {
    const { view, sources } = await this.queries.execute(new GetWorkflow(workflowId));
    const found = await this.findings.findOneBy({ workflowId });
    if (!found) throw reportNotReady(workflowId, view.status);
    const { title, summary, sections, unanswered, review } = found.body;
    return {
      schemaVersion: REPORT_SCHEMA_VERSION,
      workflowId,
      question: view.question,
      title,
      summary,
      sections,
      sources: sources.map(toReportSource),
      unanswered,
      learningPathId: view.learningPathId,
      review,
    };
  }
}

function toReportSource({ contentId, source, sha256, textSha256, status, reason }: WorkflowSource): ReportSource {
  return { contentId, source, sha256, textSha256, status, ...(reason && { reason }) };
}
