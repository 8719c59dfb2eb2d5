import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Matches } from 'class-validator';

/** The id of an outside agent. The ids of built-in ones hold an `@`, so that the two never meet. */
export function IsAgentId(): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ example: 'my-researcher-1', pattern: '^[\\w.:-]{1,100}$' }),
    Matches(/^[\w.:-]{1,100}$/, {
      message: '$property must be 1 to 100 letters, digits, dots, colons, dashes or underscores',
    }),
  );
}
