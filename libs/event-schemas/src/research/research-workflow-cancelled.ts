import { IsISO8601, IsString, IsUUID } from 'class-validator';
import { EventSchema } from '../message-definition.js';

@EventSchema({
  type: 'ResearchWorkflowCancelled',
  version: '1.0.0',
  sender: 'research-workflow',
  description: 'Somebody stopped the workflow.',
})
export class ResearchWorkflowCancelled {
  @IsUUID()
  workflowId!: string;

  @IsString()
  reason!: string;

  @IsISO8601()
  timestamp!: string;
}
