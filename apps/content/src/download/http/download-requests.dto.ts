import { PageQuery } from '@edda/service';
import { ApiPropertyOptional, ApiProperty } from '@nestjs/swagger';
import { IsIn, IsObject, IsOptional, IsString, IsUrl, IsUUID, Length, MaxLength } from 'class-validator';
import { DOWNLOAD_KINDS, type DownloadKind } from '../domain/download-kind.js';
import { DOWNLOAD_STATUSES } from '../queries/download-status.js';

export class CreateDownloadDto {
  @ApiProperty({ example: 'https://example.org/plans/relay.png' })
  @IsUrl({ protocols: ['http', 'https'], require_tld: false, require_protocol: true, disallow_auth: true })
  @MaxLength(4096)
  url!: string;

  @ApiPropertyOptional({
    enum: DOWNLOAD_KINDS,
    default: 'file',
    description: 'An image is checked by its pixels and optimised',
  })
  @IsOptional()
  @IsIn(DOWNLOAD_KINDS)
  kind?: DownloadKind;

  @ApiPropertyOptional({ example: 'relay.png', description: 'The source names it otherwise' })
  @IsOptional()
  @IsString()
  @Length(1, 255)
  fileName?: string;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    description: 'Comes back as it was given',
    example: { album: 'plans' },
  })
  @IsOptional()
  @IsObject()
  metadata?: Record<string, unknown>;
}

export class ControlDownloadDto {
  @ApiPropertyOptional({ description: 'Kept in the history', example: 'The line is needed for something else.' })
  @IsOptional()
  @IsString()
  @Length(1, 1000)
  reason?: string;
}

const STATUSES = ['requested', ...DOWNLOAD_STATUSES] as const;

export class DownloadListQuery extends PageQuery {
  @ApiPropertyOptional({
    enum: STATUSES,
    description: 'Only downloads of this status; `requested` are all that have not ended',
  })
  @IsOptional()
  @IsIn(STATUSES)
  status?: (typeof STATUSES)[number];

  @ApiPropertyOptional({ enum: DOWNLOAD_KINDS, description: 'Only downloads of this kind' })
  @IsOptional()
  @IsIn(DOWNLOAD_KINDS)
  kind?: DownloadKind;

  @ApiPropertyOptional({ format: 'uuid', description: 'Only the download with this correlation id' })
  @IsOptional()
  @IsUUID()
  correlationId?: string;
}
