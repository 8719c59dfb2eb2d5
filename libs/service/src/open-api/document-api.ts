import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { ServiceDefinition } from '../bootstrap/service-definition.js';
import { apiDocument } from './api-document.js';
import { OPENAPI_FILE } from './openapi-file.js';

/** Serves the OpenAPI document at `/openapi.json` and Swagger UI at `/docs`. */
export function documentApi(app: NestFastifyApplication, definition: ServiceDefinition): void {
  SwaggerModule.setup('docs', app, () => apiDocument(app, definition), {
    jsonDocumentUrl: OPENAPI_FILE,
    raw: ['json'],
    customSiteTitle: definition.title,
    ...(definition.openApi && {
      patchDocumentOnRequest: (_request: unknown, _reply: unknown, document: OpenAPIObject) =>
        definition.openApi?.(app, document) ?? document,
    }),
  });
}
