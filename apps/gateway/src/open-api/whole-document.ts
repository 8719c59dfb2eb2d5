import {
  addProblems,
  API_PREFIX,
  exampleId,
  operationsOf,
  shareResponses,
  type Operation,
  type Response,
} from '@edda/service';
import type { OpenAPIObject } from '@nestjs/swagger';
import { gatewayProblems, UNROUTED } from './gateway-problems.js';
import { mergeDocuments, type NamedDocument } from './merge-documents.js';
import { withOperatorPaths } from './operator-paths.js';

const OPERATORS = `/${API_PREFIX}/services/`;

const SECURITY_SCHEMES = {
  accessToken: { type: 'http', scheme: 'bearer', description: 'The ACCESS_TOKEN or the OPERATOR_TOKEN of the gateway' },
  operatorToken: { type: 'http', scheme: 'bearer', description: 'The OPERATOR_TOKEN of the gateway' },
} as const;

/**
 * The API of the whole as callers of the gateway see it.
 *
 * @param own what the gateway says of itself
 * @param services what the services say of themselves, at their own paths
 * @param needsToken whether the gateway lets nobody in without a token
 */
export function wholeDocument(
  own: OpenAPIObject,
  services: readonly NamedDocument[],
  needsToken: boolean,
): OpenAPIObject {
  const merged = mergeDocuments(
    { ...own, servers: [{ url: '/' }] },
    // Copies: what a service said is kept for the next time.
    services.map(({ service, document }) => ({
      service,
      document: structuredClone(withOperatorPaths(service, document)),
    })),
  );
  for (const { path, method, operation } of operationsOf(merged)) {
    const forOperators = path.startsWith(OPERATORS);
    const instance = path.replace(/\{(\w+)\}/g, (_match, name: string) => exampleId(name));
    addProblems(operation, gatewayProblems(method, forOperators), instance);
    if (forOperators && needsToken) operation.security = [{ operatorToken: [] }];
  }
  const whole = shareResponses(merged);
  const nowhere: Operation = { responses: {} };
  addProblems(nowhere, UNROUTED, `/${API_PREFIX}/research/workflows`);
  return {
    ...whole,
    components: {
      ...whole.components,
      responses: { ...whole.components?.responses, ...namedByCode(nowhere) },
      ...(needsToken && { securitySchemes: { ...SECURITY_SCHEMES } }),
    },
    ...(needsToken && { security: [{ accessToken: [] }] }),
  };
}

/** The answers to requests that meet no operation, which none of them refers to. */
function namedByCode({ responses }: Operation): Record<string, Response> {
  return Object.fromEntries(
    UNROUTED.flatMap(({ status, code }) => {
      const response = responses[status];
      return response && !('$ref' in response) ? [[code, response]] : [];
    }),
  );
}
