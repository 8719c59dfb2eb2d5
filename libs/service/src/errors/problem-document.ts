import { STATUS_CODES } from 'node:http';
import type { FieldError } from '@edda/kernel';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

/** One field of the input that is wrong, in a problem document. */
export class ProblemField {
  @ApiProperty({ example: 'sources[3].url' })
  field!: string;

  @ApiProperty({
    description: 'What was sent, shortened',
    nullable: true,
    type: 'string',
    example: 'ftp://example.org',
  })
  value!: unknown;

  @ApiProperty({ example: 'url must be a URL address' })
  message!: string;
}

/** A failure as a caller sees it (RFC 9457, `application/problem+json`). */
export class ProblemDocument {
  @ApiProperty({ example: 'urn:problem-type:edda:CONTENT.NOT_FOUND', description: 'Names the kind of problem' })
  type!: string;

  @ApiProperty({ example: 'Not Found' })
  title!: string;

  @ApiProperty({ example: 404 })
  status!: number;

  @ApiProperty({
    description: 'What was wrong, with which value, and what to do',
    example: 'There is no content with the id "0".',
  })
  detail!: string;

  @ApiProperty({ example: '/api/v1/contents/0', description: 'The path that was asked for' })
  instance!: string;

  @ApiProperty({ example: 'CONTENT.NOT_FOUND', description: 'Stable: programs decide by it' })
  code!: string;

  @ApiProperty({ format: 'uuid', description: 'Finds the log lines of this call' })
  correlationId!: string;

  @ApiPropertyOptional({ type: [ProblemField] })
  errors?: FieldError[];
}

/** What a problem document is made of. */
export interface ProblemParts {
  status: number;
  code: string;
  detail: string;
  instance: string;
  correlationId: string;
  fields?: readonly FieldError[];
}

export function problemDocument({
  status,
  code,
  detail,
  instance,
  correlationId,
  fields,
}: ProblemParts): ProblemDocument {
  return {
    type: `urn:problem-type:edda:${code}`,
    title: STATUS_CODES[status] ?? 'Error',
    status,
    detail,
    instance,
    code,
    correlationId,
    ...(fields?.length && { errors: [...fields] }),
  };
}
