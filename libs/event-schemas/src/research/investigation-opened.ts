import { IsISO8601, IsOptional, IsString, IsUUID, MaxLength, MinLength } from 'class-validator';
import { EventSchema } from '../message-definition.js';

@EventSchema({
  type: 'InvestigationOpened',
  version: '1.0.0',
  sender: 'research-workflow',
  description: 'Somebody began to collect what is known of a matter.',
})
export class InvestigationOpened {
  @IsUUID()
  investigationId!: string;

  @IsString()
  @MinLength(1)
  @MaxLength(300)
  title!: string;

  @IsString()
  @MaxLength(10_000)
  description!: string;

  @IsOptional()
  @IsString()
  userId!: string | null;

  @IsISO8601()
  timestamp!: string;
}
