import { ENTITY_KINDS, type EntityKind } from '@edda/event-schemas';
import { PageQuery } from '@edda/service';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsInt, IsNumber, IsObject, IsOptional, IsString, Length, Max, Min } from 'class-validator';
import { NumberInQuery, Trimmed } from './transforms.js';

export class AddEntityDto {
  @ApiProperty({ enum: ENTITY_KINDS })
  @IsIn(ENTITY_KINDS)
  kind!: EntityKind;

  @ApiProperty({ minLength: 1, maxLength: 200, description: 'As texts name it', example: 'Northgate Shipping' })
  @Trimmed()
  @IsString()
  @Length(1, 200)
  name!: string;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: { type: 'string' },
    description: 'At most 50 texts of at most 2,000 characters, by name',
    example: { flag: 'Liberia' },
  })
  @IsOptional()
  @IsObject()
  attributes?: Record<string, string>;
}

export class UpdateEntityDto {
  @ApiPropertyOptional({ minLength: 1, maxLength: 200, example: 'Northgate Shipping Ltd' })
  @IsOptional()
  @Trimmed()
  @IsString()
  @Length(1, 200)
  name?: string;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: { type: 'string', nullable: true },
    description: 'Only those that change; null takes one away',
    example: { flag: 'Panama', owner: null },
  })
  @IsOptional()
  @IsObject()
  attributes?: Record<string, string | null>;

  @ApiPropertyOptional({
    type: 'integer',
    description: 'The revision you have seen: refused when it is another by now',
    example: 1,
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  revision?: number;
}

export class EntityListQuery extends PageQuery {
  @ApiPropertyOptional({ enum: ENTITY_KINDS, description: 'Only entities of this kind' })
  @IsOptional()
  @IsIn(ENTITY_KINDS)
  kind?: EntityKind;

  @ApiPropertyOptional({ description: 'A part of the name, in whatever case', example: 'north' })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  name?: string;

  @ApiPropertyOptional({
    minimum: 0,
    maximum: 1,
    description: 'Only those with a score of at least this',
    example: 0.2,
  })
  @NumberInQuery()
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(1)
  minRisk?: number;
}
