import { PageQuery } from '@edda/service';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsUrl, IsUUID, Length, MaxLength, ValidateIf } from 'class-validator';

/** A content without a file: a URL to fetch, or a text. */
export class CreateContentDto {
  @ApiPropertyOptional({
    description: 'Fetched by the service; give this or `text`',
    example: 'https://example.org/minutes.html',
  })
  @ValidateIf((body: CreateContentDto) => body.text === undefined)
  @IsUrl({ protocols: ['http', 'https'], require_tld: false, require_protocol: true, disallow_auth: true })
  @MaxLength(4096)
  url?: string;

  @ApiPropertyOptional({
    description: 'Give this or `url`',
    example: 'The relay sends each message again until the broker has confirmed it.',
  })
  @IsOptional()
  @IsString()
  @Length(1, 1_000_000)
  text?: string;

  @ApiPropertyOptional({ example: 'minutes.md' })
  @IsOptional()
  @IsString()
  @Length(1, 255)
  fileName?: string;

  @ApiPropertyOptional({
    description: 'What it is called; read from the text unless given',
    example: 'Minutes of March',
  })
  @IsOptional()
  @IsString()
  @Length(1, 500)
  title?: string;
}

export class UnavailableDto {
  @ApiProperty({ example: 'EACCES: permission denied' })
  @IsString()
  @Length(1, 1000)
  reason!: string;
}

const STATUSES = ['requested', 'uploaded', 'processing', 'completed', 'partial', 'failed'] as const;

export class ContentListQuery extends PageQuery {
  @ApiPropertyOptional({ enum: STATUSES, description: 'Only contents of this status' })
  @IsOptional()
  @IsIn(STATUSES)
  status?: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'Only contents of this action: the id of a research workflow' })
  @IsOptional()
  @IsUUID()
  correlationId?: string;
}

export class ContentSearchQuery extends PageQuery {
  @ApiProperty({ description: 'Words, "phrases", or, -not', example: 'relay "confirmed it" -draft' })
  @IsString()
  @Length(1, 500)
  q!: string;

  @ApiPropertyOptional({ default: 'en', description: 'ISO 639-1 language of the words' })
  @IsOptional()
  @IsString()
  @Length(2, 3)
  language?: string;
}

export class SearchHitDto {
  @ApiProperty({ format: 'uuid' })
  contentId!: string;

  @ApiProperty({ example: 'docs/architecture.md' })
  source!: string;

  @ApiProperty({ example: 'Architecture' })
  title!: string;

  @ApiProperty({ description: 'The higher the better', example: 0.6 })
  rank!: number;

  @ApiProperty({ type: 'integer', description: 'Where the snippet begins in the text, in UTF-16 units', example: 1024 })
  start!: number;

  @ApiProperty({ type: 'integer', example: 1093 })
  end!: number;

  @ApiProperty({ example: 'The relay sends each message again until the broker has confirmed it.' })
  snippet!: string;
}
