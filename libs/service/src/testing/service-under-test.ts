import { CALLER_HEADER, signCaller } from '@edda/kernel';
import { createService } from '../bootstrap/create-service.js';
import type { RunningService } from '../bootstrap/running-service.js';
import type { ServiceDefinition } from '../bootstrap/service-definition.js';
import { loadConfig, type Environment } from '../config/load-config.js';
import type { ServiceConfig } from '../config/service-config.js';
import { createLogger } from '../logging/service-logger.js';

const SECRET = 'only-for-tests-only-for-tests-only-for-tests';

export interface CallOptions extends RequestInit {
  tenant?: string;
  /** Sent as a JSON body, by POST. */
  json?: unknown;
}

/** A running service and how to call it as a tenant, past the gateway. */
export interface ServiceUnderTest {
  service: RunningService;
  /** @param path below `/api/v1` */
  call(path: string, options?: CallOptions): Promise<Response>;
}

/**
 * Starts a service as its process would be started, silent and on a free port.
 *
 * @param database makes a fresh database and gives its URL; called twice, for the service and for its broker
 */
export async function startServiceUnderTest<C extends ServiceConfig>(
  definition: ServiceDefinition<C>,
  database: () => Promise<string>,
  env: Environment = {},
): Promise<ServiceUnderTest> {
  const config = loadConfig(definition.config, {
    DATABASE_URL: await database(),
    BROKER_URL: env['BROKER_URL'] ?? (await database()),
    CALLER_SECRET: SECRET,
    PORT: '0',
    ...env,
  });
  const service = await createService(definition, { config, logger: createLogger({ level: 'silent' }) });
  return {
    service,
    async call(path, { tenant = 'default', json, headers, ...init } = {}) {
      const caller = await signCaller({ tenantId: tenant, userId: 'u1' }, SECRET);
      const body = json === undefined ? {} : { method: 'POST', body: JSON.stringify(json) };
      return fetch(`${service.url}/api/v1${path}`, {
        ...body,
        ...init,
        headers: {
          ...(json !== undefined && { 'content-type': 'application/json' }),
          ...headers,
          [CALLER_HEADER]: caller,
        },
      });
    },
  };
}
