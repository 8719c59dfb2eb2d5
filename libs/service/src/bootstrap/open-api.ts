import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { problemResponse } from '../errors/api-problem.decorator.js';
import { ProblemDocument } from '../errors/problem-document.js';
import type { ServiceDefinition } from './service-definition.js';

/** Serves the OpenAPI document at `/openapi.json` and Swagger UI at `/docs`. */
export function documentApi(app: NestFastifyApplication, definition: ServiceDefinition): void {
  const outline = new DocumentBuilder()
    .setTitle(definition.title)
    .setDescription(definition.description ?? '')
    .setVersion(definition.version ?? '1')
    .addGlobalResponse({ status: 'default', ...problemResponse('Any other failure') })
    .build();
  const own = (): OpenAPIObject => SwaggerModule.createDocument(app, outline, { extraModels: [ProblemDocument] });
  SwaggerModule.setup('docs', app, own, {
    jsonDocumentUrl: 'openapi.json',
    raw: ['json'],
    customSiteTitle: definition.title,
    ...(definition.openApi && {
      patchDocumentOnRequest: (_request: unknown, _reply: unknown, document: OpenAPIObject) =>
        definition.openApi?.(app, document) ?? document,
    }),
  });
}
