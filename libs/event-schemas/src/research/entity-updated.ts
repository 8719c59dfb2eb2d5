import { IsInt, IsISO8601, IsObject, IsOptional, IsString, IsUUID, MaxLength, Min, MinLength } from 'class-validator';
import { EventSchema } from '../message-definition.js';
import { Description } from '../schema/description.js';

@EventSchema({
  type: 'EntityUpdated',
  version: '1.0.0',
  sender: 'research-workflow',
  description: 'Somebody changed the name or the attributes of an entity; they are given as they are now.',
})
export class EntityUpdated {
  @IsUUID()
  investigationId!: string;

  @IsUUID()
  entityId!: string;

  @Description('Counts the changes of the entity; 1 when it was added.')
  @IsInt()
  @Min(2)
  revision!: number;

  @IsString()
  @MinLength(1)
  @MaxLength(200)
  name!: string;

  @Description('Texts by name, all of them.')
  @IsObject()
  attributes!: Record<string, string>;

  @IsOptional()
  @IsString()
  userId!: string | null;

  @IsISO8601()
  timestamp!: string;
}
