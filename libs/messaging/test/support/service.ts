import { EventStoreModule, PostgresEventStore, UnitOfWork } from '@edda/event-store';
import { Global, Module, type INestApplicationContext, type Provider, type Type } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { DataSource } from 'typeorm';
import {
  MessageExceptionFilter,
  startRelay,
  SubscriptionServer,
  type Broker,
  type Relay,
  type SubscriptionServerOptions,
} from '../../src/index.js';
import { silent } from './reader.js';

export interface Service {
  app: INestApplicationContext;
  server: SubscriptionServer;
  unitOfWork: UnitOfWork;
  close(): Promise<void>;
}

export interface ServiceOptions {
  dataSource: DataSource;
  /** Closed with the service. */
  broker: Broker;
  controllers: Type<unknown>[];
  providers?: Provider[];
  server?: Partial<SubscriptionServerOptions>;
}

/** The service `learning` with these controllers. */
export async function startService({
  dataSource,
  broker,
  controllers,
  providers = [],
  server: overrides = {},
}: ServiceOptions): Promise<Service> {
  @Global()
  @Module({ providers: [{ provide: DataSource, useValue: dataSource }], exports: [DataSource] })
  class Database {}

  @Module({ imports: [Database, EventStoreModule.forService('learning')], controllers, providers })
  class Learning {}

  const module = await Test.createTestingModule({ imports: [Learning] }).compile();
  const unitOfWork = module.get(UnitOfWork);
  const store = module.get(PostgresEventStore);
  const options = { service: 'learning', broker, dataSource, unitOfWork, logger: silent, drainMs: 5000, ...overrides };
  const server = new SubscriptionServer(options);
  const microservice = module.createNestMicroservice({ strategy: server, logger: false });
  microservice.useGlobalFilters(new MessageExceptionFilter());
  let relay: Relay | null = null;
  const close = async (): Promise<void> => {
    await relay?.stop();
    await microservice.close();
    await store.close();
    await broker.close();
  };
  try {
    await microservice.listen();
  } catch (error) {
    await close();
    throw error;
  }
  relay = startRelay({ store, broker, logger: silent });
  return { app: module, server, unitOfWork, close };
}
