import { API_PREFIX, HttpProblem } from '@edda/service';
import type { FastifyRequest } from 'fastify';
import type { GatewayConfig } from '../gateway-config.js';
import { tokenCheck } from './access-token.js';

const OPERATORS = `/${API_PREFIX}/services/`;

/** Whether the route shows or changes what concerns all tenants of a service. */
export function isOperatorRoute(request: FastifyRequest): boolean {
  return request.routeOptions.url?.startsWith(OPERATORS) ?? false;
}

/** Refuses requests that do not show the operator token; on a gateway without any token everybody is an operator. */
export function operatorCheck({ accessToken, operatorToken }: GatewayConfig): (request: FastifyRequest) => void {
  if (operatorToken === null && accessToken === null) return () => undefined;
  const isOperator = operatorToken === null ? () => false : tokenCheck([operatorToken]);
  return (request) => {
    if (isOperator(request)) return;
    if (operatorToken !== null && request.headers.authorization === undefined) {
      const headers = { 'www-authenticate': 'Bearer realm="edda"' };
      const needed = 'This path is for operators: it needs the header "Authorization: Bearer <operator token>".';
      throw new HttpProblem(401, 'ACCESS.TOKEN_REQUIRED', needed, { headers });
    }
    throw new HttpProblem(
      403,
      'ACCESS.OPERATORS_ONLY',
      operatorToken === null
        ? 'This path is for operators, and this gateway has no OPERATOR_TOKEN: set it to let them in.'
        : 'This path is for operators, and the token in the header Authorization is not theirs.',
    );
  };
}
