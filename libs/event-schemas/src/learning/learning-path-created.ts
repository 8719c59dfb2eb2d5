import { ArrayMinSize, IsInt, IsISO8601, IsOptional, IsString, IsUUID, Min } from 'class-validator';
import { EventSchema } from '../message-definition.js';
import { Citation } from '../shared/citation.js';
import { Description } from '../schema/description.js';
import { NestedList } from '../schema/nested.js';

/** A question to the learner; the answer is an exact span of a source. */
export class QuizItem {
  @IsUUID()
  itemId!: string;

  @Description("The claim's sentence with the answer left out.")
  @IsString()
  prompt!: string;

  @IsString()
  answer!: string;

  @IsString()
  claimId!: string;

  @ArrayMinSize(1)
  @NestedList(() => Citation)
  citations!: Citation[];
}

export class LearningModule {
  @IsUUID()
  moduleId!: string;

  @IsString()
  title!: string;

  @IsString()
  subQuestion!: string;

  @NestedList(() => QuizItem)
  items!: QuizItem[];
}

@EventSchema({
  type: 'LearningPathCreated',
  version: '1.0.0',
  sender: 'learning',
  listeners: ['research-workflow'],
  description:
    'A completed workflow has become a learning path: a module per sub-question, quiz items from its claims.',
})
export class LearningPathCreated {
  @IsUUID()
  learningPathId!: string;

  @IsUUID()
  workflowId!: string;

  @IsString()
  title!: string;

  @IsOptional()
  @IsString()
  userId!: string | null;

  @NestedList(() => LearningModule)
  modules!: LearningModule[];

  @IsInt()
  @Min(0)
  itemCount!: number;

  @IsISO8601()
  timestamp!: string;
}
