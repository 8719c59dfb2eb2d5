import { EddaError } from '@edda/kernel';
import { EmbeddedBroker, type EmbeddedBrokerOptions } from '../embedded/embedded-broker.js';
import type { Broker } from './broker.js';

/**
 * The broker that a URL names; its scheme chooses the driver: `postgres://` and `postgresql://` the embedded broker.
 *
 * @throws EddaError `BROKER.INVALID_URL`, `BROKER.UNSUPPORTED_URL`
 */
export function brokerFromUrl(url: string, options: Omit<EmbeddedBrokerOptions, 'url'> = {}): Broker {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(url)?.[1]?.toLowerCase();
  switch (scheme) {
    case 'postgres':
    case 'postgresql':
      return new EmbeddedBroker({ ...options, url });
    case 'kafka':
    case 'amqp':
    case 'amqps':
      throw unsupported(`Brokers with ${scheme}:// URLs are not yet supported: use postgres://.`);
    case undefined:
      throw new EddaError(
        'invalid',
        'BROKER.INVALID_URL',
        'The broker URL has no scheme: write it as postgres://user:password@host:port/database.',
      );
    default:
      throw unsupported(`There is no broker driver for ${scheme}:// URLs: use postgres://.`);
  }
}

function unsupported(message: string): EddaError {
  return new EddaError('unsupported', 'BROKER.UNSUPPORTED_URL', message);
}
