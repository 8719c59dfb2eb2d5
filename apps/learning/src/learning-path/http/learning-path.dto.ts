import { ApiProperty } from '@nestjs/swagger';
import type { LearningPathView } from '../projections/learning-path-view.entity.js';

export class CitationDto {
  @ApiProperty({ format: 'uuid' })
  contentId!: string;

  @ApiProperty({ example: 'docs/messaging.md' })
  source!: string;

  @ApiProperty({ example: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08' })
  sha256!: string;

  @ApiProperty({ type: 'integer', example: 1024 })
  start!: number;

  @ApiProperty({ type: 'integer', example: 1093 })
  end!: number;

  @ApiProperty({ example: 'The relay sends each message again until the broker has confirmed it.' })
  quote!: string;
}

export class QuizItemDto {
  @ApiProperty({ format: 'uuid' })
  itemId!: string;

  @ApiProperty({
    description: 'The sentence with the answer left out',
    example: 'The ____ sends each message again until the broker has confirmed it.',
  })
  prompt!: string;

  @ApiProperty({ example: 'relay' })
  answer!: string;

  @ApiProperty({ example: 'claim-3' })
  claimId!: string;

  @ApiProperty({ type: [CitationDto] })
  citations!: CitationDto[];
}

export class LearningModuleDto {
  @ApiProperty({ format: 'uuid' })
  moduleId!: string;

  @ApiProperty({ example: 'What the relay does' })
  title!: string;

  @ApiProperty({ example: 'What sends a message again?' })
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

  @ApiProperty({ example: 'How does it keep a message from being lost?' })
  title!: string;

  @ApiProperty({ type: 'integer', example: 1 })
  moduleCount!: number;

  @ApiProperty({ type: 'integer', example: 1 })
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
