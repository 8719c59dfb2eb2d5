import { inspect } from 'node:util';
import { EddaError } from '@edda/kernel';
import { Logger } from '@nestjs/common';
import type { BrokerLogger } from '../broker/broker-logger.js';
import type { MessageLogger } from '../envelope/message-logger.js';

const CONTEXT = 'Messaging';

/** Writes what delivery reports to the log of the Nest application. */
export function nestMessageLogger(): MessageLogger {
  const logger = new Logger(CONTEXT);
  return {
    debug: (message, fields) => logger.debug(line(message, fields)),
    info: (message, fields) => logger.log(line(message, fields)),
    warn: (message, fields) => logger.warn(line(message, fields)),
    error: (message, fields) => logger.error(line(message, fields)),
  };
}

export function nestBrokerLogger(): BrokerLogger {
  const logger = new Logger(CONTEXT);
  return {
    log: (message) => logger.log(message),
    warn: (message) => logger.warn(message),
    error: (message) => logger.error(message),
  };
}

function line(message: string, { error, ...rest }: { error?: unknown } = {}): string {
  // Of a failure that was foreseen its sentence is enough.
  const fields =
    error === undefined
      ? rest
      : { ...rest, error: error instanceof EddaError ? `${error.code}: ${error.message}` : error };
  if (Object.keys(fields).length === 0) return message;
  return `${message} ${inspect(fields, { breakLength: Number.POSITIVE_INFINITY, depth: 3 })}`;
}
