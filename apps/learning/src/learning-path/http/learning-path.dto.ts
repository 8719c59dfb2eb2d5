import { ApiProperty } from '@nestjs/swagger';
import type { LearningPathView } from '../projections/learning-path-view.entity.js';

export class CitationDto {
  @ApiProperty({ format: 'uuid' })
  contentId!: string;

  @ApiProperty()
  source!: string;

  @ApiProperty()
  sha256!: string;

  @ApiProperty({ type: 'integer' })
  start!: number;

  @ApiProperty({ type: 'integer' })
  end!: number;

  @ApiProperty()
  quote!: string;
}

export class QuizItemDto {
  @ApiProperty({ format: 'uuid' })
  itemId!: string;

  @ApiProperty({ description: 'The sentence with the answer left out' })
  prompt!: string;

  @ApiProperty()
  answer!: string;

  @ApiProperty()
  claimId!: string;

  @ApiProperty({ type: [CitationDto] })
  citations!: CitationDto[];
}

export class LearningModuleDto {
  @ApiProperty({ format: 'uuid' })
  moduleId!: string;

  @ApiProperty()
  title!: string;

  @ApiProperty()
  subQuestion!: string;

  @ApiProperty({ type: [QuizItemDto] })
  items!: QuizItemDto[];
}

/** A learning path in a list. */
export class LearningPathSummaryDto {
  @ApiProperty({ format: 'uuid' })
  learningPathId!: string;

  @ApiProperty({ format: 'uuid' })
  workflowId!: string;

  @ApiProperty()
  title!: string;

  @ApiProperty({ type: 'integer' })
  moduleCount!: number;

  @ApiProperty({ type: 'integer' })
  itemCount!: number;

  @ApiProperty({ format: 'date-time' })
  createdAt!: string;
}

export class LearningPathDto extends LearningPathSummaryDto {
  @ApiProperty({ type: [LearningModuleDto] })
  modules!: LearningModuleDto[];
}

export function toLearningPathSummary(view: LearningPathView): LearningPathSummaryDto {
  const { learningPathId, workflowId, title, modules, itemCount, createdAt } = view;
  return {
    learningPathId,
    workflowId,
    title,
    moduleCount: modules.length,
    itemCount,
    createdAt: createdAt.toISOString(),
  };
}

export function toLearningPathDto(view: LearningPathView): LearningPathDto {
  return { ...toLearningPathSummary(view), modules: view.modules };
}
