import { PageQuery } from '@edda/service';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsInt,
  IsOptional,
  IsString,
  IsUrl,
  Length,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';

export class SourceDto {
  @ApiProperty({ description: 'The source as its user names it: a path or a URL', example: 'docs/architecture.md' })
  @IsString()
  @Length(1, 4096)
  source!: string;

  @ApiPropertyOptional({
    description: 'Fetched by the content service; without it the bytes are asked for',
    example: 'https://example.org/architecture.html',
  })
  @IsOptional()
  @IsUrl({ protocols: ['http', 'https'], require_tld: false, require_protocol: true, disallow_auth: true })
  @MaxLength(4096)
  url?: string;

  @ApiPropertyOptional({
    description: 'Why the bytes cannot be delivered: the source is listed as failed with it',
    example: 'EACCES: permission denied',
  })
  @IsOptional()
  @IsString()
  @Length(1, 1000)
  unavailable?: string;
}

export class CreateWorkflowDto {
  @ApiProperty({ minLength: 3, maxLength: 1000, example: 'How does it keep a message from being lost?' })
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value))
  @IsString()
  @Length(3, 1000)
  question!: string;

  @ApiProperty({
    type: [SourceDto],
    minItems: 1,
    maxItems: 2000,
    example: [
      { source: 'docs/messaging.md' },
      { source: 'architecture', url: 'https://example.org/architecture.html' },
    ],
  })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(2000)
  @ValidateNested({ each: true })
  @Type(() => SourceDto)
  sources!: SourceDto[];
}

/** Why a workflow is paused, resumed or cancelled. */
export class ControlWorkflowDto {
  @ApiPropertyOptional({ example: 'The sources are about to change.' })
  @IsOptional()
  @IsString()
  @Length(1, 1000)
  reason?: string;
}

export class RunEventsQuery extends PageQuery {
  @ApiPropertyOptional({ type: 'integer', minimum: 0, description: 'Start behind this position', example: 12 })
  @Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value,
  )
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(999_999_999)
  after?: number;
}
