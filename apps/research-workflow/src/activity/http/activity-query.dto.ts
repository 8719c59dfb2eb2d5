import { PageQuery } from '@edda/service';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsOptional, IsString, Length, Max, Min } from 'class-validator';

export const CONTEXTS = ['content', 'research-workflow', 'agent-task', 'learning'] as const;
export const MAX_MINUTES = 60;

/** Which types are listed, and how far back. */
export class ActivityQuery extends PageQuery {
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: MAX_MINUTES, default: 15, description: 'How far back' })
  @Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value,
  )
  @IsInt()
  @Min(1)
  @Max(MAX_MINUTES)
  minutes: number = 15;

  @ApiPropertyOptional({ enum: CONTEXTS, description: 'Only what this context sends' })
  @IsOptional()
  @IsIn(CONTEXTS)
  context?: string;

  @ApiPropertyOptional({ description: 'Only this type', example: 'TaskCompleted' })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  type?: string;

  @ApiPropertyOptional({ type: 'boolean', default: false, description: 'Only types with failures' })
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean()
  failed: boolean = false;
}
