import { IsISO8601, IsString, IsUUID } from 'class-validator';
import { EventSchema } from '../message-definition.js';

@EventSchema({
  type: 'ResearchWorkflowPaused',
  version: '1.0.0',
  sender: 'research-workflow',
  description: 'Somebody stopped the workflow for a while: what is under way is kept, nothing new is begun.',
})
export class ResearchWorkflowPaused {
  @IsUUID()
  workflowId!: string;

  @IsString()
  reason!: string;

  @IsISO8601()
  timestamp!: string;
}
