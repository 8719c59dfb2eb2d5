import { contextOrNew } from '@edda/kernel';
import { QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { entityNotFound } from '../../domain/investigation-errors.js';
import { EntityView } from '../../projections/entity-view.entity.js';
import { GetInvestigation } from '../get-investigation/get-investigation.query.js';
import { GetEntity } from './get-entity.query.js';

@QueryHandler(GetEntity)
export class GetEntityHandler implements IQueryHandler<GetEntity> {
  constructor(
    @InjectRepository(EntityView) private readonly views: Repository<EntityView>,
    private readonly queries: QueryBus,
  ) {}

  async execute({ investigationId, entityId }: GetEntity): Promise<EntityView> {
    const view = await this.views.findOneBy({ investigationId, entityId, tenantId: contextOrNew().tenantId });
    if (view) return view;
    // Tells a missing investigation from a missing entity.
    await this.queries.execute(new GetInvestigation(investigationId));
    throw entityNotFound(investigationId, entityId);
  }
}
