import { exampleId, PageQuery } from '@edda/service';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsInt,
  IsNumber,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { NumberInQuery, Trimmed } from './transforms.js';

/** The place in a source that says it. */
export class PlaceDto {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  contentId!: string;

  @ApiProperty({ type: 'integer', minimum: 0, description: 'In UTF-16 units of the text', example: 210 })
  @IsInt()
  @Min(0)
  start!: number;

  @ApiProperty({ type: 'integer', minimum: 1, description: 'Behind the last unit', example: 261 })
  @IsInt()
  @Min(1)
  end!: number;

  @ApiProperty({
    minLength: 1,
    maxLength: 4000,
    description: 'What stands there: compared with the text',
    example: 'The papers of the Northgate were forged in Hamburg.',
  })
  @IsString()
  @Length(1, 4000)
  quote!: string;
}

export class RecordFindingDto {
  @ApiProperty({ minLength: 1, maxLength: 4000, example: 'The papers of the Northgate were forged.' })
  @Trimmed()
  @IsString()
  @Length(1, 4000)
  text!: string;

  @ApiPropertyOptional({
    type: [String],
    format: 'uuid',
    maxItems: 50,
    description: 'The entities it concerns',
    example: [exampleId('entityId')],
  })
  @IsArray()
  @ArrayMaxSize(50)
  @IsUUID(undefined, { each: true })
  entityIds: string[] = [];

  @ApiProperty({ type: PlaceDto })
  @IsObject()
  @ValidateNested()
  @Type(() => PlaceDto)
  source!: PlaceDto;

  @ApiPropertyOptional({ minimum: 0, maximum: 1, description: 'How sure you are', example: 0.8 })
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(1)
  confidence?: number;
}

export class FindingListQuery extends PageQuery {
  @ApiPropertyOptional({ format: 'uuid', description: 'Only what concerns this entity' })
  @IsOptional()
  @IsUUID()
  entityId?: string;

  @ApiPropertyOptional({ minimum: 0, maximum: 1, description: 'Only those that are at least so sure', example: 0.5 })
  @NumberInQuery()
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(1)
  minConfidence?: number;
}
