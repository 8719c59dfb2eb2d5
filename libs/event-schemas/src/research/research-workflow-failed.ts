import { IsISO8601, IsString, IsUUID } from 'class-validator';
import { EventSchema } from '../message-definition.js';
import { Description } from '../schema/description.js';

@EventSchema({
  type: 'ResearchWorkflowFailed',
  version: '1.0.0',
  sender: 'research-workflow',
  description: 'The workflow cannot go on.',
})
export class ResearchWorkflowFailed {
  @IsUUID()
  workflowId!: string;

  @Description('Stable, such as `RESEARCH.NO_READABLE_SOURCE`.')
  @IsString()
  code!: string;

  @IsString()
  detail!: string;

  @IsISO8601()
  timestamp!: string;
}
