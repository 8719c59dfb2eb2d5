import { inspect } from 'node:util';
import type { MessageLogger } from '@edda/messaging';
import { Logger } from '@nestjs/common';

/** Writes what happens to the sagas into the log of the Nest application. */
export function nestSagaLogger(): MessageLogger {
  const logger = new Logger('Sagas');
  return {
    debug: (message, fields) => logger.debug(line(message, fields)),
    info: (message, fields) => logger.log(line(message, fields)),
    warn: (message, fields) => logger.warn(line(message, fields)),
    error: (message, fields) => logger.error(line(message, fields)),
  };
}

function line(message: string, fields: object = {}): string {
  if (Object.keys(fields).length === 0) return message;
  return `${message} ${inspect(fields, { breakLength: Number.POSITIVE_INFINITY, depth: 3 })}`;
}
