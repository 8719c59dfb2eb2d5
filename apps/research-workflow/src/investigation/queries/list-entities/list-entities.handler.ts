import { contextOrNew } from '@edda/kernel';
import { QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { EntityView } from '../../projections/entity-view.entity.js';
import { containing } from '../containing.js';
import { GetInvestigation } from '../get-investigation/get-investigation.query.js';
import { ListEntities } from './list-entities.query.js';

@QueryHandler(ListEntities)
export class ListEntitiesHandler implements IQueryHandler<ListEntities> {
  constructor(
    @InjectRepository(EntityView) private readonly views: Repository<EntityView>,
    private readonly queries: QueryBus,
  ) {}

  async execute({ investigationId, filter, limit, after }: ListEntities): Promise<EntityView[]> {
    await this.queries.execute(new GetInvestigation(investigationId));
    const { kind, name, minRisk } = filter;
    const query = this.views
      .createQueryBuilder('it')
      .where('it.investigation_id = :investigationId', { investigationId })
      .andWhere('it.tenant_id = :tenantId', { tenantId: contextOrNew().tenantId })
      .orderBy('it.name', 'ASC')
      .addOrderBy('it.entity_id', 'ASC')
      .limit(limit);
    if (kind !== undefined) query.andWhere('it.kind = :kind', { kind });
    if (name !== undefined) query.andWhere('it.name ilike :part', { part: containing(name) });
    if (minRisk !== undefined) query.andWhere('it.risk_score >= :minRisk', { minRisk });
    if (after) {
      query.andWhere('(it.name, it.entity_id) > (:afterName, :afterId)', {
        afterName: after.name,
        afterId: after.entityId,
      });
    }
    return query.getMany();
  }
}
