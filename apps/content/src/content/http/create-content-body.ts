import { ApiExtraModels, getSchemaPath, type ApiBodyOptions } from '@nestjs/swagger';
import { CreateContentDto } from './content-requests.dto.js';

ApiExtraModels(CreateContentDto)(CreateContentDto);

/** What `POST /contents` takes, for OpenAPI. */
export const createContentBody: ApiBodyOptions = {
  schema: {
    oneOf: [
      {
        type: 'object',
        required: ['file'],
        properties: {
          file: { type: 'string', format: 'binary' },
          contentId: { type: 'string', format: 'uuid', description: 'The content that asked for these bytes' },
          source: { type: 'string', description: 'The source as its user names it' },
        },
      },
      { $ref: getSchemaPath(CreateContentDto) },
    ],
  },
};
