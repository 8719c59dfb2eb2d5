import { describe, expect, it } from '@jest/globals';
import { EmbeddedBroker } from '../embedded/embedded-broker.js';
import { KafkaBroker } from '../kafka/kafka-broker.js';
import { RabbitMQBroker } from '../rabbitmq/rabbitmq-broker.js';
import { brokerFromUrl } from './broker-from-url.js';

describe('brokerFromUrl', () => {
  it.each(['postgres://127.0.0.1/broker', 'postgresql://127.0.0.1/broker', 'POSTGRES://127.0.0.1/broker'])(
    'takes the embedded broker for %s',
    (url) => {
      expect(brokerFromUrl(url)).toBeInstanceOf(EmbeddedBroker);
    },
  );

  it.each(['amqp://127.0.0.1', 'amqps://user:password@host:5671/vhost'])('takes RabbitMQ for %s', (url) => {
    expect(brokerFromUrl(url)).toBeInstanceOf(RabbitMQBroker);
  });

  it.each(['kafka://127.0.0.1:9092', 'kafkas://user:password@a,b?mechanism=scram-sha-256'])(
    'takes Kafka for %s',
    (url) => {
      expect(brokerFromUrl(url)).toBeInstanceOf(KafkaBroker);
    },
  );

  it('names a scheme that it does not know', () => {
    expect(() => brokerFromUrl('redis://127.0.0.1')).toThrow(/no broker driver for redis:\/\/ URLs/);
  });

  it('shows how to write a URL without a scheme, and does not repeat what may be a password', () => {
    expect(() => brokerFromUrl('user:secret@host')).toThrow(/postgres:\/\/user:password@host:port\/database/);
    expect(() => brokerFromUrl('user:secret@host')).not.toThrow(/secret/);
  });
});
