import { IsIn, IsISO8601, IsObject, IsOptional, IsString, IsUUID, MaxLength, MinLength } from 'class-validator';
import { EventSchema } from '../message-definition.js';
import { Description } from '../schema/description.js';
import { ENTITY_KINDS, type EntityKind } from './entity-kinds.js';

@EventSchema({
  type: 'EntityAdded',
  version: '1.0.0',
  sender: 'research-workflow',
  description: 'A person, an organisation, a place or something else takes part in an investigation.',
})
export class EntityAdded {
  @IsUUID()
  investigationId!: string;

  @IsUUID()
  entityId!: string;

  @IsIn(ENTITY_KINDS)
  kind!: EntityKind;

  @IsString()
  @MinLength(1)
  @MaxLength(200)
  name!: string;

  @Description('Texts by name.')
  @IsObject()
  attributes!: Record<string, string>;

  @IsOptional()
  @IsString()
  userId!: string | null;

  @IsISO8601()
  timestamp!: string;
}
