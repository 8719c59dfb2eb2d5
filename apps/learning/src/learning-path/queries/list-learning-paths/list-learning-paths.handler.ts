import { contextOrNew } from '@edda/kernel';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { LearningPathView } from '../../projections/learning-path-view.entity.js';
import { ListLearningPaths } from './list-learning-paths.query.js';

@QueryHandler(ListLearningPaths)
export class ListLearningPathsHandler implements IQueryHandler<ListLearningPaths> {
  constructor(@InjectRepository(LearningPathView) private readonly views: Repository<LearningPathView>) {}

  execute({ limit, after }: ListLearningPaths): Promise<LearningPathView[]> {
    const query = this.views
      .createQueryBuilder('path')
      .where('path.tenant_id = :tenantId', { tenantId: contextOrNew().tenantId })
      .orderBy('path.created_at', 'DESC')
      .addOrderBy('path.learning_path_id', 'DESC')
      .limit(limit);
    if (after) query.andWhere('(path.created_at, path.learning_path_id) < (:createdAt, :learningPathId)', after);
    return query.getMany();
  }
}
