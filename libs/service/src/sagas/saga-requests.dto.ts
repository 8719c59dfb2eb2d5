import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
} from 'class-validator';
import { PageQuery } from '../http/page.js';

/** The statuses an instance can be listed by. */
export const LISTED_STATUSES = [
  'running',
  'compensating',
  'paused',
  'stuck',
  'completed',
  'failed',
  'cancelled',
] as const;
export type ListedStatus = (typeof LISTED_STATUSES)[number];

/** The longest reason, in characters. */
export const MAX_REASON = 1000;
const VERSION = /^\d{1,9}\.\d{1,9}\.\d{1,9}$/;

/** A number in a query; what is none stays as it was sent, and so is named in the problem. */
const toInteger = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;

/** Which instances are listed. */
export class SagaQuery extends PageQuery {
  @ApiPropertyOptional({ description: 'Of this saga', example: 'download', minLength: 1, maxLength: 200 })
  @IsOptional()
  @Length(1, 200)
  @IsString()
  saga?: string;

  @ApiPropertyOptional({ description: 'Of this version of its definition', example: '1.0.0' })
  @IsOptional()
  @Matches(VERSION, { message: 'must be a version such as 1.0.0' })
  version?: string;

  @ApiPropertyOptional({
    type: 'string',
    pattern: `^(${LISTED_STATUSES.join('|')})(,(${LISTED_STATUSES.join('|')}))*$`,
    description: `Any of ${LISTED_STATUSES.join(', ')}; several with commas between them`,
    example: 'stuck,paused',
  })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.split(',') : value))
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(LISTED_STATUSES.length)
  @IsIn(LISTED_STATUSES, { each: true })
  status?: ListedStatus[];

  @ApiPropertyOptional({ format: 'uuid', description: 'Of the action with this correlation id' })
  @IsOptional()
  @IsUUID()
  correlationId?: string;
}

/** One instance, as it is or as it was. */
export class SagaAtQuery {
  @ApiPropertyOptional({
    type: 'integer',
    minimum: 1,
    description: 'As it was after this many events of its history; as it is unless given',
    example: 3,
  })
  @IsOptional()
  @Transform(toInteger)
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  at?: number;
}

/** Why somebody steps in. */
export class SagaReasonDto {
  @ApiProperty({
    minLength: 1,
    maxLength: MAX_REASON,
    description: 'Stands in the history',
    example: 'The disk is full',
  })
  @IsString()
  @Length(1, MAX_REASON)
  reason!: string;
}

export class CancelSagaDto extends SagaReasonDto {
  @ApiPropertyOptional({ default: true, description: 'Whether what was done is undone first' })
  @IsOptional()
  @IsBoolean()
  compensate: boolean = true;
}

export class MigrateSagaDto extends SagaReasonDto {
  @ApiProperty({ description: 'The version of the definition that takes it over', example: '1.1.0' })
  @Matches(VERSION, { message: 'must be a version such as 1.1.0' })
  toVersion!: string;
}

export class SignalSagaDto {
  @ApiProperty({ minLength: 1, maxLength: 200, description: 'The name of the signal', example: 'approved' })
  @IsString()
  @Length(1, 200)
  signal!: string;

  @ApiPropertyOptional({
    nullable: true,
    description: 'What the step that waits for it is given',
    example: { by: 'Ada' },
  })
  @IsOptional()
  payload?: unknown;
}
