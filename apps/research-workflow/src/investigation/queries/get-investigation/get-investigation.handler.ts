import { contextOrNew } from '@edda/kernel';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { investigationNotFound } from '../../domain/investigation-errors.js';
import { InvestigationView } from '../../projections/investigation-view.entity.js';
import { GetInvestigation } from './get-investigation.query.js';

@QueryHandler(GetInvestigation)
export class GetInvestigationHandler implements IQueryHandler<GetInvestigation> {
  constructor(@InjectRepository(InvestigationView) private readonly views: Repository<InvestigationView>) {}

  async execute({ investigationId }: GetInvestigation): Promise<InvestigationView> {
    const view = await this.views.findOneBy({ investigationId, tenantId: contextOrNew().tenantId });
    if (!view) throw investigationNotFound(investigationId);
    return view;
  }
}
