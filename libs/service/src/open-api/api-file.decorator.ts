import { ApiOkResponse } from '@nestjs/swagger';

/** Documents an answer that is a file of whatever type. */
export function ApiFile(description: string): MethodDecorator {
  const schema = { type: 'string', format: 'binary', example: 'the bytes' } as const;
  return ApiOkResponse({ description, content: { '*/*': { schema } } });
}
