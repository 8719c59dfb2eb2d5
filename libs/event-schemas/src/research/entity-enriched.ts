import { IsInt, IsISO8601, IsUUID, Min } from 'class-validator';
import { EventSchema } from '../message-definition.js';
import { Description } from '../schema/description.js';
import { Nested } from '../schema/nested.js';
import { EntityRisk } from './entity-risk.js';

@EventSchema({
  type: 'EntityEnriched',
  version: '1.0.0',
  sender: 'research-workflow',
  description: 'What the contents say of an entity was found and scored; every sentence with its place.',
})
export class EntityEnriched {
  @IsUUID()
  investigationId!: string;

  @IsUUID()
  entityId!: string;

  @IsUUID()
  enrichmentId!: string;

  @Description('Counts the changes of the entity.')
  @IsInt()
  @Min(2)
  revision!: number;

  @Nested(() => EntityRisk)
  risk!: EntityRisk;

  @IsISO8601()
  timestamp!: string;
}
