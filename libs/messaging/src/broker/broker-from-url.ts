import { EddaError } from '@edda/kernel';
import { EmbeddedBroker, type EmbeddedBrokerOptions } from '../embedded/embedded-broker.js';
import { KafkaBroker, type KafkaBrokerOptions } from '../kafka/kafka-broker.js';
import { RabbitMQBroker, type RabbitMQBrokerOptions } from '../rabbitmq/rabbitmq-broker.js';
import type { Broker } from './broker.js';

/** What any driver takes besides its URL; each uses what it knows. */
export type BrokerOptions = Omit<EmbeddedBrokerOptions & KafkaBrokerOptions & RabbitMQBrokerOptions, 'url'>;

/**
 * The broker that a URL names; its scheme chooses the driver: `postgres://` and `postgresql://` the embedded broker,
 * `kafka://` and `kafkas://` (TLS) Apache Kafka, `amqp://` and `amqps://` RabbitMQ.
 *
 * @throws EddaError `BROKER.INVALID_URL`, `BROKER.UNSUPPORTED_URL`
 */
export function brokerFromUrl(url: string, options: BrokerOptions = {}): Broker {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(url)?.[1]?.toLowerCase();
  switch (scheme) {
    case 'postgres':
    case 'postgresql':
      return new EmbeddedBroker({ ...options, url });
    case 'amqp':
    case 'amqps':
      return new RabbitMQBroker({ ...options, url });
    case 'kafka':
    case 'kafkas':
      return new KafkaBroker({ ...options, url });
    case undefined:
      throw new EddaError(
        'invalid',
        'BROKER.INVALID_URL',
        `The broker URL ${url === '' ? 'is empty' : 'has no scheme'}: write it as postgres://user:password@host:port/database, kafka://host:port or amqp://user:password@host:port.`,
      );
    default:
      throw unsupported(`There is no broker driver for ${scheme}:// URLs: use postgres://, kafka:// or amqp://.`);
  }
}

function unsupported(message: string): EddaError {
  return new EddaError('unsupported', 'BROKER.UNSUPPORTED_URL', message);
}
