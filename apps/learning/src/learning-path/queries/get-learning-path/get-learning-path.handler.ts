import { contextOrNew } from '@edda/kernel';
import { notFound } from '@edda/service';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { LearningPathView } from '../../projections/learning-path-view.entity.js';
import { GetLearningPath } from './get-learning-path.query.js';

@QueryHandler(GetLearningPath)
export class GetLearningPathHandler implements IQueryHandler<GetLearningPath> {
  constructor(@InjectRepository(LearningPathView) private readonly views: Repository<LearningPathView>) {}

  async execute({ learningPathId }: GetLearningPath): Promise<LearningPathView> {
    const { tenantId } = contextOrNew();
    const view = await this.views.findOneBy({ learningPathId, tenantId });
    if (!view) throw notFound('LEARNING.PATH_NOT_FOUND', 'learning path', learningPathId);
    return view;
  }
}
