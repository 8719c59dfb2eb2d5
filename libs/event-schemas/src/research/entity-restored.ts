import { IsInt, IsISO8601, IsObject, IsOptional, IsString, IsUUID, MaxLength, Min, MinLength } from 'class-validator';
import { EventSchema } from '../message-definition.js';
import { Description } from '../schema/description.js';
import { Nested } from '../schema/nested.js';
import { EntityRisk } from './entity-risk.js';

@EventSchema({
  type: 'EntityRestored',
  version: '1.0.0',
  sender: 'research-workflow',
  description: 'An enrichment could not be finished: the entity is again as it was before.',
})
export class EntityRestored {
  @IsUUID()
  investigationId!: string;

  @IsUUID()
  entityId!: string;

  @IsUUID()
  enrichmentId!: string;

  @Description('Counts the changes of the entity.')
  @IsInt()
  @Min(3)
  revision!: number;

  @IsString()
  @MinLength(1)
  @MaxLength(200)
  name!: string;

  @IsObject()
  attributes!: Record<string, string>;

  @Description('Null when it had none before.')
  @IsOptional()
  @Nested(() => EntityRisk)
  risk!: EntityRisk | null;

  @IsISO8601()
  timestamp!: string;
}
