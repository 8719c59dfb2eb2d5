import { IsISO8601, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import { EventSchema } from '../message-definition.js';

@EventSchema({
  type: 'InvestigationReopened',
  version: '1.0.0',
  sender: 'research-workflow',
  description: 'A closed investigation goes on.',
})
export class InvestigationReopened {
  @IsUUID()
  investigationId!: string;

  @IsString()
  @MaxLength(1000)
  reason!: string;

  @IsOptional()
  @IsString()
  userId!: string | null;

  @IsISO8601()
  timestamp!: string;
}
