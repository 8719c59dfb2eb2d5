import { IsISO8601, IsString, IsUUID } from 'class-validator';
import { EventSchema } from '../message-definition.js';

@EventSchema({
  type: 'ResearchWorkflowResumed',
  version: '1.0.0',
  sender: 'research-workflow',
  description: 'Somebody let a paused workflow go on.',
})
export class ResearchWorkflowResumed {
  @IsUUID()
  workflowId!: string;

  @IsString()
  reason!: string;

  @IsISO8601()
  timestamp!: string;
}
