import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { ProblemDocument } from '../errors/problem-document.js';
import type { ServiceDefinition } from '../bootstrap/service-definition.js';
import { completeOperation } from './complete-operation.js';
import { applyLimitsOfRules } from './limits-of-rules.js';
import { operationsOf } from './operation.js';

/** What OpenAPI tells of the REST operations of a service. */
export function apiDocument(
  app: INestApplication,
  { title, description = '', version = '1' }: Pick<ServiceDefinition, 'title' | 'description' | 'version'>,
): OpenAPIObject {
  applyLimitsOfRules();
  const outline = new DocumentBuilder().setTitle(title).setDescription(description).setVersion(version).build();
  const document = SwaggerModule.createDocument(app, outline, {
    extraModels: [ProblemDocument],
    operationIdFactory: (controller, method) => `${camel(controller.replace(/Controller$/, ''))}_${method}`,
  });
  const schemas = document.components?.schemas ?? {};
  for (const { path, method, operation } of operationsOf(document)) completeOperation(path, method, operation, schemas);
  return document;
}

function camel(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
