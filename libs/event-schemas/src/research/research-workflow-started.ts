import { IsISO8601, IsUUID } from 'class-validator';
import { EventSchema } from '../message-definition.js';

@EventSchema({
  type: 'ResearchWorkflowStarted',
  version: '1.0.0',
  sender: 'research-workflow',
  description: 'The process manager has taken the workflow up.',
})
export class ResearchWorkflowStarted {
  @IsUUID()
  workflowId!: string;

  @IsISO8601()
  timestamp!: string;
}
