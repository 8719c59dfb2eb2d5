import {
  ApiPage,
  ApiProblem,
  decodeCursor,
  encodeCursor,
  PageQuery,
  pageOf,
  UuidParam,
  type Page,
} from '@edda/service';
import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { GetLearningPath } from '../queries/get-learning-path/get-learning-path.query.js';
import { ListLearningPaths } from '../queries/list-learning-paths/list-learning-paths.query.js';
import {
  LearningPathDto,
  LearningPathSummaryDto,
  toLearningPathDto,
  toLearningPathSummary,
} from './learning-path.dto.js';

@ApiTags('learning')
@Controller('learning/paths')
export class LearningPathsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @ApiOperation({ summary: 'Learning paths, newest first' })
  @ApiPage(LearningPathSummaryDto)
  async list(@Query() { limit, cursor }: PageQuery): Promise<Page<LearningPathSummaryDto>> {
    const [time, learningPathId] = cursor ? decodeCursor(cursor, ['timestamp', 'uuid']) : [];
    const after = time && learningPathId ? { createdAt: new Date(time), learningPathId } : undefined;
    const views = await this.queries.execute(new ListLearningPaths(limit + 1, after));
    return pageOf(views.map(toLearningPathSummary), limit, (last) =>
      encodeCursor([last.createdAt, last.learningPathId]),
    );
  }

  @Get(':learningPathId')
  @ApiOperation({ summary: 'One learning path with its modules and quiz items' })
  @ApiOkResponse({ type: LearningPathDto })
  @ApiProblem(404, 'LEARNING.PATH_NOT_FOUND', 'There is no such learning path')
  async get(
    @UuidParam('learningPathId', 'LEARNING.PATH_NOT_FOUND', 'learning path') learningPathId: string,
  ): Promise<LearningPathDto> {
    return toLearningPathDto(await this.queries.execute(new GetLearningPath(learningPathId)));
  }
}
