import { contextOrNew } from '@edda/kernel';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { ContentView } from '../../projections/content-view.entity.js';
import { ListContents } from './list-contents.query.js';

@QueryHandler(ListContents)
export class ListContentsHandler implements IQueryHandler<ListContents> {
  constructor(@InjectRepository(ContentView) private readonly views: Repository<ContentView>) {}

  execute({ filter, limit, after }: ListContents): Promise<ContentView[]> {
    const query = this.views
      .createQueryBuilder('content')
      .where('content.tenant_id = :tenantId', { tenantId: contextOrNew().tenantId })
      .orderBy('content.created_at', 'DESC')
      .addOrderBy('content.content_id', 'DESC')
      .limit(limit);
    if (filter.status) query.andWhere('content.status = :status', { status: filter.status });
    if (filter.correlationId) query.andWhere('content.correlation_id = :id', { id: filter.correlationId });
    if (after) {
      query.andWhere(`(content.created_at, content.content_id) < (:createdAt, :contentId)`, after);
    }
    return query.getMany();
  }
}
