import { HttpProblem } from '@edda/service';
import type { FastifyRequest } from 'fastify';
import type { GatewayConfig } from '../gateway-config.js';
import { isLoopback } from './loopback.js';

/**
 * Refuses requests that address the gateway by a name that is not its own. A page of any site can let its name point
 * to 127.0.0.1 and then talk to a service there as if it were its own (DNS rebinding); the Host header gives it away.
 *
 * A gateway that others can reach is protected by its access token, so there the names are only checked when they
 * are configured.
 */
export function hostCheck({ host, allowedHosts }: GatewayConfig): (request: FastifyRequest) => void {
  const allowed = new Set([host, ...allowedHosts].map((name) => name.toLowerCase()));
  const everyName = !isLoopback(host) && allowedHosts.length === 0;
  return (request) => {
    const name = hostName(request.headers.host);
    if (everyName || isLoopback(name) || allowed.has(name)) return;
    throw new HttpProblem(
      421,
      'REQUEST.WRONG_HOST',
      `This gateway is not "${name.slice(0, 100)}": call it by a loopback address, or add the name to ALLOWED_HOSTS.`,
    );
  };
}

function hostName(header: string | undefined): string {
  return (header ?? '').replace(/:\d*$/, '').toLowerCase();
}
