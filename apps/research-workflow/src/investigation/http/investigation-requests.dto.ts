import { PageQuery } from '@edda/service';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Length, MaxLength } from 'class-validator';
import { Trimmed } from './transforms.js';

export class OpenInvestigationDto {
  @ApiProperty({ minLength: 1, maxLength: 300, example: 'The lost cargo' })
  @Trimmed()
  @IsString()
  @Length(1, 300)
  title!: string;

  @ApiPropertyOptional({ maxLength: 10_000, default: '', example: 'Where did the cargo of the Northgate go?' })
  @IsString()
  @MaxLength(10_000)
  description: string = '';
}

export class CloseInvestigationDto {
  @ApiPropertyOptional({ maxLength: 10_000, default: '', example: 'It was never loaded.' })
  @IsString()
  @MaxLength(10_000)
  conclusion: string = '';
}

/** Why somebody does something. */
export class InvestigationReasonDto {
  @ApiPropertyOptional({ maxLength: 1000, default: '', example: 'A new source has come up.' })
  @IsString()
  @MaxLength(1000)
  reason: string = '';
}

export const INVESTIGATION_STATUSES = ['open', 'closed'] as const;

export class InvestigationListQuery extends PageQuery {
  @ApiPropertyOptional({ enum: INVESTIGATION_STATUSES, description: 'Only investigations of this status' })
  @IsOptional()
  @IsIn(INVESTIGATION_STATUSES)
  status?: 'open' | 'closed';

  @ApiPropertyOptional({ description: 'A part of the title, in whatever case', example: 'cargo' })
  @IsOptional()
  @IsString()
  @Length(1, 300)
  title?: string;
}
