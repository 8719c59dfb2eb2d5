import { contextOrNew } from '@edda/kernel';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { InvestigationView } from '../../projections/investigation-view.entity.js';
import { containing } from '../containing.js';
import { ListInvestigations } from './list-investigations.query.js';

@QueryHandler(ListInvestigations)
export class ListInvestigationsHandler implements IQueryHandler<ListInvestigations> {
  constructor(@InjectRepository(InvestigationView) private readonly views: Repository<InvestigationView>) {}

  execute({ filter: { status, title }, limit, after }: ListInvestigations): Promise<InvestigationView[]> {
    const query = this.views
      .createQueryBuilder('it')
      .where('it.tenant_id = :tenantId', { tenantId: contextOrNew().tenantId })
      .orderBy('it.opened_at', 'DESC')
      .addOrderBy('it.investigation_id', 'DESC')
      .limit(limit);
    if (status !== undefined) query.andWhere('it.status = :status', { status });
    if (title !== undefined) query.andWhere('it.title ilike :title', { title: containing(title) });
    if (after) query.andWhere('(it.opened_at, it.investigation_id) < (:openedAt, :investigationId)', after);
    return query.getMany();
  }
}
