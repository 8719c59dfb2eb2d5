import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { PROBLEM_MEDIA_TYPE, ProblemDocument } from './problem-document.js';

/**
 * Documents a failure of an operation. Several of one status are listed together.
 *
 * @example @ApiProblem(404, 'CONTENT.NOT_FOUND', 'There is no such content')
 */
export function ApiProblem(status: number, code: string, description: string): MethodDecorator {
  return applyDecorators(
    ApiExtraModels(ProblemDocument),
    ApiResponse({ status, ...problemResponse(`\`${code}\`: ${description}`) }),
  );
}

/** A response of OpenAPI that holds a problem document. */
export function problemResponse(description: string) {
  return {
    description,
    content: { [PROBLEM_MEDIA_TYPE]: { schema: { $ref: getSchemaPath(ProblemDocument) } } },
  };
}
