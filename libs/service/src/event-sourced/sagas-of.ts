import type { Context } from '@edda/event-schemas';
import { EddaError } from '@edda/kernel';
import { SagasModule } from '@edda/sagas';
import type { DynamicModule } from '@nestjs/common';
import { LOGGER } from '../bootstrap/tokens.js';
import { StatefulServiceConfig } from '../config/stateful-service-config.js';
import type { Logger } from '../logging/logger.js';

/** The sagas of a service, which its providers register. */
export function sagasOf(service: Context): DynamicModule {
  return SagasModule.forService(service, {
    inject: [LOGGER, StatefulServiceConfig],
    useFactory: (logger: Logger, { shutdownDeadlineMs: drainMs }: StatefulServiceConfig) => ({ logger, drainMs }),
  });
}

/** Whether a service cannot start because sagas run in a version that it does not have. */
export function isSagaVersionInUse(error: unknown): error is EddaError {
  return error instanceof EddaError && error.code === 'SAGA.VERSION_IN_USE';
}
