import { contextOrNew, isUuid } from '@edda/kernel';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { contentNotFound } from '../../domain/content-errors.js';
import { ContentView } from '../../projections/content-view.entity.js';
import { GetContent } from './get-content.query.js';

@QueryHandler(GetContent)
export class GetContentHandler implements IQueryHandler<GetContent> {
  constructor(@InjectRepository(ContentView) private readonly views: Repository<ContentView>) {}

  async execute({ contentId }: GetContent): Promise<ContentView> {
    const { tenantId } = contextOrNew();
    const view = isUuid(contentId) ? await this.views.findOneBy({ contentId, tenantId }) : null;
    if (!view) throw contentNotFound(contentId);
    return view;
  }
}
