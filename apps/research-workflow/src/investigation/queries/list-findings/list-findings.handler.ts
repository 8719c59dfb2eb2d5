import { contextOrNew } from '@edda/kernel';
import { QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { FindingView } from '../../projections/finding-view.entity.js';
import { GetInvestigation } from '../get-investigation/get-investigation.query.js';
import { ListFindings } from './list-findings.query.js';

@QueryHandler(ListFindings)
export class ListFindingsHandler implements IQueryHandler<ListFindings> {
  constructor(
    @InjectRepository(FindingView) private readonly views: Repository<FindingView>,
    private readonly queries: QueryBus,
  ) {}

  async execute({ investigationId, filter, limit, after }: ListFindings): Promise<FindingView[]> {
    await this.queries.execute(new GetInvestigation(investigationId));
    const { entityId, minConfidence } = filter;
    const query = this.views
      .createQueryBuilder('it')
      .where('it.investigation_id = :investigationId', { investigationId })
      .andWhere('it.tenant_id = :tenantId', { tenantId: contextOrNew().tenantId })
      .orderBy('it.recorded_at', 'DESC')
      .addOrderBy('it.finding_id', 'DESC')
      .limit(limit);
    if (entityId !== undefined) query.andWhere(':entityId = any(it.entity_ids)', { entityId });
    if (minConfidence !== undefined) query.andWhere('it.confidence >= :minConfidence', { minConfidence });
    if (after) query.andWhere('(it.recorded_at, it.finding_id) < (:recordedAt, :findingId)', after);
    return query.getMany();
  }
}
