import type { FastifyMultipartBaseOptions } from '@fastify/multipart';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import type { ServiceConfig } from '../config/service-config.js';
import { answerBrokenRequest, answerUnroutable } from '../errors/connection-errors.js';
import type { AllowedMethods } from '../http/allowed-methods.js';
import { readJsonBodies } from '../http/json-body.js';
import { correlationIdOf } from '../http/request-context.js';

/** What a service needs of HTTP beyond the defaults. */
export interface HttpOptions {
  /** Takes multipart forms within these limits; without them a form is refused with 415. */
  readonly multipart?: NonNullable<FastifyMultipartBaseOptions['limits']>;
  /** Milliseconds in which a request must have arrived in full; 60 s unless said otherwise. */
  readonly requestTimeoutMs?: number;
  /** Milliseconds in which the headers must have arrived; 20 s unless said otherwise. */
  readonly headersTimeoutMs?: number;
  /** Replaces the way bodies are read. */
  readonly readBodies?: (instance: FastifyInstance) => void;
}

const MAX_HEADER_BYTES = 16 * 1024;

/** Fastify, set up so that whatever goes wrong is answered as a problem document. */
export function httpAdapter(config: ServiceConfig, methods: AllowedMethods, options: HttpOptions): FastifyAdapter {
  const adapter = new FastifyAdapter({
    bodyLimit: config.bodyLimit,
    requestTimeout: options.requestTimeoutMs ?? 60_000,
    http: { maxHeaderSize: MAX_HEADER_BYTES, headersTimeout: options.headersTimeoutMs ?? 20_000 },
    genReqId: correlationIdOf,
    clientErrorHandler: answerBrokenRequest,
    frameworkErrors: answerUnroutable,
    multipart: options.multipart ? { limits: options.multipart } : false,
  });
  const instance: FastifyInstance = adapter.getInstance();
  instance.addHook('onRoute', (route) => methods.add(route.method, route.url));
  (options.readBodies ?? readJsonBodies)(instance);
  return adapter;
}
