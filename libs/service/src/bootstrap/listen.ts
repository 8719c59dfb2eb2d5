import type { AddressInfo } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import type { ServiceConfig } from '../config/service-config.js';
import { errorCode } from '../errors/is-error.js';
import { StartupError } from './startup-error.js';

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is in use: stop the program that holds it, or set PORT to another one',
  EACCES: 'may not be used by this user: set PORT to one from 1024 up',
  EADDRNOTAVAIL: 'is not an address of this machine: set HOST to one of its own',
  ENOTFOUND: 'is not known: set HOST to an address of this machine',
};

/**
 * Opens the door.
 *
 * @returns the URL it can be reached at
 * @throws StartupError when the port is taken or the address is not ours
 */
export async function listen(app: NestFastifyApplication, { host, port }: ServiceConfig): Promise<string> {
  await app.init();
  const instance: FastifyInstance = app.getHttpAdapter().getInstance();
  try {
    // Not app.listen(), which logs the failure that is explained below. For `localhost` Fastify would open a second server on ::1, whose requests a shutdown does not wait for.
    await instance.listen({ host: listenHost(host), port });
  } catch (error) {
    throw explained(error, { host, port });
  }
  const { port: boundPort } = app.getHttpServer().address() as AddressInfo;
  return `http://${reachable(host)}:${boundPort}`;
}

/** The address that a host name of the configuration stands for. */
export function listenHost(host: string): string {
  return host === 'localhost' ? '127.0.0.1' : host;
}

/** Why a door could not be opened, in a sentence where there is one. */
export function explained(error: unknown, { host, port }: Pick<ServiceConfig, 'host' | 'port'>): unknown {
  const code = errorCode(error);
  const reason = REASONS[code];
  if (!reason) return error;
  const what = code === 'EADDRINUSE' || code === 'EACCES' ? `Port ${port} on ${host}` : `The address ${host}`;
  return new StartupError(`${what} ${reason}.`, { cause: error });
}

function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}
