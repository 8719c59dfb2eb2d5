import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsISO8601,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Length,
} from 'class-validator';
import { PageQuery } from '../http/page.js';

const STATUSES = ['dead', 'redriven', 'handled', 'discarded'] as const;
type Status = (typeof STATUSES)[number];

const Text =
  (description: string, example: string): PropertyDecorator =>
  (target, property) => {
    ApiPropertyOptional({ description, example, minLength: 1, maxLength: 500 })(target, property);
    IsOptional()(target, property);
    Length(1, 500)(target, property);
    IsString()(target, property);
  };

const Time =
  (description: string): PropertyDecorator =>
  (target, property) => {
    ApiPropertyOptional({ type: 'string', format: 'date-time', description })(target, property);
    IsOptional()(target, property);
    IsISO8601({ strict: true })(target, property);
  };

/** Which dead letters are listed. */
export class DeadLetterQuery extends PageQuery {
  @Text('Of this subscription, as its group is named', 'learning.run-completed')
  subscription?: string;

  @Text('Of this type of message', 'TaskCompleted')
  type?: string;

  @Text('That failed with this code at last', 'MESSAGE.INVALID')
  code?: string;

  @Text('Of this tenant', 'default')
  tenant?: string;

  @Text('Published under this key: tenant and stream', 'default/task-0193b6c1')
  key?: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'With this correlation id' })
  @IsOptional()
  @IsUUID()
  correlation?: string;

  @Time('That died then or later')
  since?: string;

  @Time('That died before')
  until?: string;

  @ApiPropertyOptional({ enum: STATUSES, description: 'Every status unless given' })
  @IsOptional()
  @IsIn(STATUSES)
  status?: Status;
}

/** What a message says from now on. */
export class EditDeadLetterDto {
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'The data of the message, in place of its own',
    example: { taskId: '0199c3a0-5d0e-7f2b-9a01-3a9f1c2b7d10' },
  })
  @IsObject()
  data!: Record<string, unknown>;
}

export class DiscardDeadLetterDto {
  @ApiProperty({ minLength: 1, maxLength: 1000, description: 'Why it is given up', example: 'Sent by mistake' })
  @IsString()
  @Length(1, 1000)
  note!: string;
}

/** Which dead letters are handed back: some, or all that fit a filter. */
export class RedriveDeadLettersDto {
  @ApiPropertyOptional({
    type: [String],
    format: 'uuid',
    minItems: 1,
    maxItems: 1000,
    example: ['0199c3a0-5d0e-7f2b-9a01-3a9f1c2b7d10'],
  })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(1000)
  @IsUUID(undefined, { each: true })
  ids?: string[];

  @Text('Of this subscription, as its group is named', 'learning.run-completed')
  subscription?: string;

  @Text('Of this type of message', 'TaskCompleted')
  type?: string;

  @Text('That failed with this code at last', 'UPSTREAM.UNAVAILABLE')
  code?: string;

  @Text('Of this tenant', 'default')
  tenant?: string;

  @Text('Published under this key: tenant and stream', 'default/task-0193b6c1')
  key?: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'With this correlation id' })
  @IsOptional()
  @IsUUID()
  correlation?: string;

  @Time('That died then or later')
  since?: string;

  @Time('That died before')
  until?: string;
}
