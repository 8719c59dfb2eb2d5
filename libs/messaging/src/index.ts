export type {
  Broker,
  BrokerRecord,
  Consumer,
  ConsumeOptions,
  OutgoingRecord,
  PartitionLag,
  RecordBatch,
} from './broker/broker.js';
export { brokerFromUrl } from './broker/broker-from-url.js';
export { EmbeddedBroker, type EmbeddedBrokerOptions } from './embedded/embedded-broker.js';
export { fromRecord, toRecord } from './envelope/cloud-event.js';
export type { Delivery } from './envelope/delivery.js';
export type { MessageLogger } from './envelope/message-logger.js';
export { CreateInbox1760000000100 } from './migrations/1760000000100-create-inbox.js';
export { startRelay } from './relay/relay.js';
export type { RejectionData, Subscription, SubscriptionMetadata } from './subscriptions/subscription.js';
export { DeliveryContext } from './transport/delivery-context.js';
export { Receive, Subscribe, SubscribeToAll } from './transport/subscribe.decorator.js';
export { SubscriptionServer, type SubscriptionServerOptions } from './transport/subscription-server.js';
