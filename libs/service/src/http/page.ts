import { applyDecorators, type Type } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiPropertyOptional, getSchemaPath } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { exampleId } from '../open-api/example-of.js';
import { encodeCursor } from './cursor.js';

export const DEFAULT_PAGE_LIMIT = 50;
export const MAX_PAGE_LIMIT = 200;

const EXAMPLE_CURSOR = encodeCursor(['2026-01-15T09:30:00.000Z', exampleId('cursor')]);

/** The query of a list. A list with filters extends it. */
export class PageQuery {
  @ApiPropertyOptional({ default: DEFAULT_PAGE_LIMIT, description: 'How many items at most' })
  // Not Number(): what is no integer stays as it was sent, and so is named in the problem.
  @Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value,
  )
  @IsInt()
  @Min(1)
  @Max(MAX_PAGE_LIMIT)
  limit: number = DEFAULT_PAGE_LIMIT;

  @ApiPropertyOptional({
    description: 'The `nextCursor` of the page before; left out for the first',
    example: EXAMPLE_CURSOR,
  })
  @IsOptional()
  @IsString()
  @MaxLength(2000)
  cursor?: string;
}

/** A part of a list. `nextCursor` is null on the last page. */
export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

/**
 * A page from rows that were read with one row more than the limit.
 *
 * @param cursorOf the cursor for the place after an item
 */
export function pageOf<T>(rows: readonly T[], limit: number, cursorOf: (last: T) => string): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last !== undefined ? cursorOf(last) : null };
}

/** The schema of a page of the given items, which must be documented elsewhere or by `ApiExtraModels`. */
export function pageSchema(item: Type<unknown>) {
  return {
    type: 'object',
    required: ['items', 'nextCursor'],
    properties: {
      items: { type: 'array', items: { $ref: getSchemaPath(item) } },
      nextCursor: {
        type: 'string',
        nullable: true,
        description: 'For the next page; null on the last one',
        example: EXAMPLE_CURSOR,
      },
    },
  };
}

/** Documents an answer that is a page of the given items. */
export function ApiPage(item: Type<unknown>, description = 'A page of the list'): MethodDecorator {
  return applyDecorators(ApiExtraModels(item), ApiOkResponse({ description, schema: pageSchema(item) }));
}
