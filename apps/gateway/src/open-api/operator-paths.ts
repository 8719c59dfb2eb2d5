import { API_PREFIX } from '@edda/service';
import type { OpenAPIObject } from '@nestjs/swagger';
import { OPERATOR_PATHS, operatorPrefix } from '../upstreams.js';

/** The document of a service with its operator paths where the gateway has them. */
export function withOperatorPaths(service: string, document: OpenAPIObject): OpenAPIObject {
  const paths = Object.entries(document.paths).map(([path, item]) =>
    OPERATOR_PATHS.some((each) => path === `/${API_PREFIX}${each}` || path.startsWith(`/${API_PREFIX}${each}/`))
      ? [path.replace(`/${API_PREFIX}`, `/${API_PREFIX}${operatorPrefix(service)}`), named(service, item)]
      : [path, item],
  );
  return { ...document, paths: Object.fromEntries(paths) as OpenAPIObject['paths'] };
}

/** Every service has these operations, and an id stands for one. */
function named(service: string, item: OpenAPIObject['paths'][string]): OpenAPIObject['paths'][string] {
  return Object.fromEntries(
    Object.entries(item).map(([method, operation]: [string, unknown]) => [
      method,
      typeof operation === 'object' && operation !== null && 'operationId' in operation
        ? { ...operation, operationId: `${service}_${String(operation.operationId)}` }
        : operation,
    ]),
  );
}
