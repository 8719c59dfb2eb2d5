import { eventSourcedService, ServiceClient, TRACING, type Tracing } from '@edda/service';
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CreateLearningPathHandler } from './learning-path/commands/create-learning-path/create-learning-path.handler.js';
import { LearningPath } from './learning-path/domain/learning-path.js';
import { LearningPathsController } from './learning-path/http/learning-paths.controller.js';
import { LearningPathRepository } from './learning-path/learning-path.repository.js';
import { ResearchMessagesController } from './learning-path/messages/research-messages.controller.js';
import { LearningPathView } from './learning-path/projections/learning-path-view.entity.js';
import { LearningPathViewProjection } from './learning-path/projections/learning-path-view.projection.js';
import { GetLearningPathHandler } from './learning-path/queries/get-learning-path/get-learning-path.handler.js';
import { ListLearningPathsHandler } from './learning-path/queries/list-learning-paths/list-learning-paths.handler.js';
import { LearningConfig } from './learning.config.js';
import { CreateLearning1760000001000 } from './migrations/1760000001000-create-learning.js';

@Module({
  imports: [TypeOrmModule.forFeature([LearningPathView])],
  controllers: [LearningPathsController, ResearchMessagesController],
  providers: [
    CreateLearningPathHandler,
    GetLearningPathHandler,
    LearningPathRepository,
    LearningPathViewProjection,
    ListLearningPathsHandler,
    {
      provide: ServiceClient,
      inject: [LearningConfig, TRACING],
      useFactory: ({ researchWorkflowUrl: baseUrl, callerSecret }: LearningConfig, { tracer }: Tracing) =>
        new ServiceClient({ name: 'research-workflow', baseUrl, callerSecret, tracer }),
    },
  ],
})
export class LearningModule {}

/** Learning paths made of research reports. */
export const learningService = eventSourcedService({
  name: 'learning',
  title: 'Edda learning',
  config: LearningConfig,
  module: () => LearningModule,
  entities: [LearningPathView],
  migrations: [CreateLearning1760000001000],
  log: { aggregates: [LearningPath], projections: [LearningPathViewProjection] },
});
