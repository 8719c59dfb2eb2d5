// The Kafka transport that comes with Nest, as its documentation sets it up.
import 'reflect-metadata';
import { Controller, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ClientKafka, EventPattern, Payload, Transport } from '@nestjs/microservices';
import kafkajs from 'kafkajs';
import { lastValueFrom } from 'rxjs';

const client = (kafkaUrl) => ({
  brokers: [new URL(kafkaUrl).host],
  clientId: 'stock',
  logLevel: kafkajs.logLevel.NOTHING,
});

/** A controller whose handler tells when it begins. */
export async function openStockServer({ kafkaUrl, topic, onHandled }) {
  class Orders {
    handle({ id }) {
      onHandled(id, process.hrtime.bigint());
    }
  }
  Payload()(Orders.prototype, 'handle', 0);
  EventPattern(topic)(Orders.prototype, 'handle', Object.getOwnPropertyDescriptor(Orders.prototype, 'handle'));
  Controller()(Orders);
  class Root {}
  Module({ controllers: [Orders] })(Root);
  const app = await NestFactory.createMicroservice(Root, {
    transport: Transport.KAFKA,
    options: { client: client(kafkaUrl), consumer: { groupId: `stock-${topic}` } },
    logger: false,
  });
  await app.listen();
  return { stop: () => app.close() };
}

export async function openStockClient(kafkaUrl, topic) {
  const kafka = new ClientKafka({ client: client(kafkaUrl), producerOnlyMode: true });
  await kafka.connect();
  return {
    emit: (id) => lastValueFrom(kafka.emit(topic, { key: id, value: { id } })),
    close: () => kafka.close(),
  };
}
