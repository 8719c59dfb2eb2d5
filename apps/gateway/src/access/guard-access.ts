import rateLimit from '@fastify/rate-limit';
import { HttpProblem, isOpenRoute } from '@edda/service';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { GatewayConfig } from '../gateway-config.js';
import { accessCheck } from './access-token.js';
import { hostCheck } from './host-check.js';
import { isOperatorRoute, operatorCheck } from './operator-token.js';

/** Decides which requests come in: the right name, the right origin, the access token, and not too many of them. */
export async function guardAccess(app: NestFastifyApplication, config: GatewayConfig): Promise<void> {
  const instance: FastifyInstance = app.getHttpAdapter().getInstance();
  // Refuses what a page of another site makes a browser send (Sec-Fetch-Site, Origin).
  app.enableCsrfProtection({ trustedOrigins: [...config.trustedOrigins] });

  const checkHost = hostCheck(config);
  const { accessToken, operatorToken } = config;
  const tokens = [accessToken, operatorToken].filter((token) => token !== null);
  const checkAccess = accessToken === null ? undefined : accessCheck(tokens);
  const checkOperator = operatorCheck(config);
  instance.addHook('onRequest', (request, _reply, done) => {
    // Orchestrators ask for the health by address.
    if (!isHealth(request)) checkHost(request);
    if (!isOpenRoute(request) && request.routeOptions.url !== '/') checkAccess?.(request);
    if (isOperatorRoute(request)) checkOperator(request);
    done();
  });
  if (config.rateLimitPerMinute > 0) {
    await instance.register(rateLimit, {
      max: config.rateLimitPerMinute,
      timeWindow: 60_000,
      allowList: isHealth,
      addHeaders: { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false },
      addHeadersOnExceeding: { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false },
      errorResponseBuilder: (_request, { max, ttl }) => {
        const seconds = Math.ceil(ttl / 1000);
        return new HttpProblem(
          429,
          'REQUEST.RATE_LIMITED',
          `More than ${max} requests a minute: go on in ${seconds} s.`,
          {
            headers: { 'retry-after': String(seconds) },
          },
        );
      },
    });
  }
}

function isHealth(request: FastifyRequest): boolean {
  return request.routeOptions.url?.startsWith('/health/') ?? false;
}
