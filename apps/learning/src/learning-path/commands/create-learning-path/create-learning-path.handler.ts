import { contextOrNew, deriveId } from '@edda/kernel';
import { ServiceClient } from '@edda/service';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { modulesOf, type ReportSections } from '../../domain/quiz.js';
import { LearningPathRepository } from '../../learning-path.repository.js';
import { CreateLearningPath } from './create-learning-path.command.js';

@CommandHandler(CreateLearningPath)
export class CreateLearningPathHandler implements ICommandHandler<CreateLearningPath> {
  constructor(
    private readonly research: ServiceClient,
    private readonly learningPaths: LearningPathRepository,
  ) {}

  async execute({ workflowId }: CreateLearningPath): Promise<void> {
    const report = await this.research.get<ReportSections>(`/api/v1/research/workflows/${workflowId}/report`);
    const learningPathId = deriveId(workflowId, 'learning-path');
    const modules = modulesOf(learningPathId, report);
    const { userId } = contextOrNew();
    await this.learningPaths.change(learningPathId, (path) =>
      path.create(workflowId, report.title || report.question, modules, userId, new Date()),
    );
  }
}
