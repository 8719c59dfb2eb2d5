import { contextOrNew } from '@edda/kernel';
import { QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { findingNotFound } from '../../domain/investigation-errors.js';
import { FindingView } from '../../projections/finding-view.entity.js';
import { GetInvestigation } from '../get-investigation/get-investigation.query.js';
import { GetFinding } from './get-finding.query.js';

@QueryHandler(GetFinding)
export class GetFindingHandler implements IQueryHandler<GetFinding> {
  constructor(
    @InjectRepository(FindingView) private readonly views: Repository<FindingView>,
    private readonly queries: QueryBus,
  ) {}

  async execute({ investigationId, findingId }: GetFinding): Promise<FindingView> {
    const view = await this.views.findOneBy({ investigationId, findingId, tenantId: contextOrNew().tenantId });
    if (view) return view;
    await this.queries.execute(new GetInvestigation(investigationId));
    throw findingNotFound(investigationId, findingId);
  }
}
