import { IsISO8601, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import { EventSchema } from '../message-definition.js';

@EventSchema({
  type: 'InvestigationClosed',
  version: '1.0.0',
  sender: 'research-workflow',
  description: 'The investigation has come to its conclusion: nothing is added any more, unless it is reopened.',
})
export class InvestigationClosed {
  @IsUUID()
  investigationId!: string;

  @IsString()
  @MaxLength(10_000)
  conclusion!: string;

  @IsOptional()
  @IsString()
  userId!: string | null;

  @IsISO8601()
  timestamp!: string;
}
