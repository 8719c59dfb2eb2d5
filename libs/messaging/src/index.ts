export type {
  AssignedPartition,
  Broker,
  BrokerCapabilities,
  BrokerRecord,
  Consumer,
  ConsumeOptions,
  OutgoingRecord,
  PartitionHandler,
  PartitionLag,
  TopicPartition,
  TopicState,
} from './broker/broker.js';
export { brokerFromUrl } from './broker/broker-from-url.js';
export { eachBatch, type RecordBatch } from './broker/each-batch.js';
export { partitionOf } from './broker/partitioner.js';
export { RabbitMQBroker, type RabbitMQBrokerOptions } from './rabbitmq/rabbitmq-broker.js';
export { DEAD_LETTERS_TOPIC } from './dead-letters/dead-letters-topic.js';
export type { DeadLetter, DeadLetterFilter, DeadLetterRound, DeadLetterStatus } from './dead-letters/dead-letter.js';
export { DeadLetters, type DeadLettersOptions, type RedriveResult } from './dead-letters/dead-letters.js';
export { EmbeddedBroker, type EmbeddedBrokerOptions } from './embedded/embedded-broker.js';
export { KafkaBroker, type KafkaBrokerOptions } from './kafka/kafka-broker.js';
export { applyIncoming } from './envelope/apply-incoming.js';
export { fromRecord, toJsonRecord, toRecord } from './envelope/cloud-event.js';
export type { Delivery } from './envelope/delivery.js';
export type {
  IncomingTransform,
  MessageChange,
  MessageTransform,
  MessageTransforms,
  TransformedMessage,
} from './envelope/message-transform.js';
export { outgoingRecords } from './envelope/outgoing-records.js';
export { isPlaceholder } from './envelope/placeholder.js';
export { enrich, redact, route } from './envelope/transforms.js';
export type { MessageLogger } from './envelope/message-logger.js';
export { CreateInbox1760000000100 } from './migrations/1760000000100-create-inbox.js';
export { MESSAGING_MIGRATIONS } from './migrations/index.js';
export { RefusedRecords1764000000400 } from './migrations/1764000000400-refused-records.js';
export { labelsOf, typeOf, type MessageLabels } from './observability/message-labels.js';
export {
  NO_METRICS,
  type AttemptOutcome,
  type BreakerState,
  type MessagingMetrics,
  type ParkedReason,
} from './observability/messaging-metrics.js';
export { NO_TRACING, type MessagingTracer, type ProcessAttempt } from './observability/messaging-tracer.js';
export { openTelemetryTracer } from './observability/open-telemetry-tracer.js';
export { failSpan } from './observability/span-error.js';
export { contextOf, formatTraceparent, parseTraceparent } from './observability/traceparent.js';
export { definePolicy } from './policies/define-policy.js';
export type { DeliveryGate, GateState } from './policies/delivery-gate.js';
export {
  DEFAULT_DELIVERY_POLICY,
  type CircuitBreakerPolicy,
  type DeliveryPolicy,
  type Guarantee,
  type RateLimit,
  type RetryPolicy,
} from './policies/delivery-policy.js';
export type { PolicyOptions } from './policies/policy-options.js';
export type { RefusedRecord, RefusedStatus } from './relay/refused-record.js';
export { RefusedRecords, type RefusedCounts } from './relay/refused-records.js';
export { startRelay, type Relay } from './relay/relay.js';
export type { RelayOptions, RelayStore } from './relay/relay-options.js';
export { RequestResponder, type RequestHandler, type RequestResponderOptions } from './requests/request-responder.js';
export { answerTopic, requestQueue } from './requests/request-topics.js';
export { Requests, type RequestCall, type RequestsOptions } from './requests/requests.js';
export { SubscriptionRunner } from './subscriptions/subscription-runner.js';
export type { Failpoint, RunnerOptions } from './subscriptions/runner-options.js';
export type { RejectionData, Subscription, SubscriptionMetadata } from './subscriptions/subscription.js';
export { DeclaredHandlers } from './transport/declared-handlers.js';
export type { EventPatternExtras } from './transport/declared-subscription.js';
export { DeliveryContext } from './transport/delivery-context.js';
export { MessageExceptionFilter } from './transport/message-exception.filter.js';
export { MESSAGE_BROKER } from './transport/messaging-life-cycle.js';
export { MessagingModule, type MessagingModuleOptions } from './transport/messaging.module.js';
export { Receive, Subscribe, SubscribeToAll, type ReceiveOptions } from './transport/subscribe.decorator.js';
export { SubscriptionServer, type SubscriptionServerOptions } from './transport/subscription-server.js';
export type { SubscriptionPhase, SubscriptionStatus } from './transport/subscription-status.js';
export {
  backfill,
  BACKFILL_RATE,
  topicsToBackfill,
  type BackfillLog,
  type BackfillOptions,
  type BackfillProgress,
} from './topics/backfill.js';
export { moveRecords, type MoveOptions, type MoveProgress } from './topics/move-records.js';
export { subscriptionGroups } from './topics/subscription-groups.js';
export { applyTopics, planTopics, type PlannedTopic, type TopicStanding } from './topics/topic-plan.js';
export {
  deliverReactions,
  ReactionSubscriptions,
  type ReactionSubscriptionsOptions,
} from './reactions/reaction-subscriptions.js';
