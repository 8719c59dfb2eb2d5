import { getSchemaPath, type ApiOperation } from '@nestjs/swagger';
import { CreateContentDto } from './content-requests.dto.js';

type RequestBody = NonNullable<Parameters<typeof ApiOperation>[0]['requestBody']>;

/** What `POST /contents` takes, for OpenAPI. */
export const createContentBody: RequestBody = {
  required: true,
  content: {
    'multipart/form-data': {
      schema: {
        type: 'object',
        required: ['file'],
        properties: {
          file: { type: 'string', format: 'binary', example: '# Minutes of March' },
          contentId: { type: 'string', format: 'uuid', description: 'The content that asked for these bytes' },
          source: {
            type: 'string',
            maxLength: 4096,
            description: 'The source as its user names it; the name of the file unless given',
            example: 'minutes/march.md',
          },
        },
      },
    },
    'application/json': {
      schema: { $ref: getSchemaPath(CreateContentDto) },
      examples: {
        text: { summary: 'A text', value: { text: 'The relay sends it again.', fileName: 'relay.txt' } },
        url: { summary: 'A page to fetch', value: { url: 'https://example.org/minutes.html' } },
      },
    },
  },
};
