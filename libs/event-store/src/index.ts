export { Aggregate } from './aggregate/aggregate.js';
export { AggregateRepository, type AggregateType, type Loaded } from './aggregate/aggregate-repository.js';
export { Evolver } from './aggregate/evolver.js';
export { appendOutgoing, appendStream, MAX_EVENT_BYTES } from './append/append-stream.js';
export { describeConflict, type ExpectedVersion, type VersionConflict } from './append/expected-version.js';
export { plainCodec, type MessageCodec } from './codec/message-codec.js';
export type {
  AppendOptions,
  AppendResult,
  EventFilter,
  EventStore,
  NewEvent,
  ReadAllOptions,
  ReadDirection,
  ReadOptions,
  ReadStreamOptions,
  StreamState,
} from './event-store.js';
export { EventStoreModule } from './event-store.module.js';
export type { RetentionOptions, RetentionResult } from './life-cycle/apply-retention.js';
export { RetentionSchedule, type RetentionScheduleOptions } from './life-cycle/retention-schedule.js';
export type { StorageClass, StorageClasses } from './life-cycle/storage-class.js';
export type { TruncateOptions } from './life-cycle/truncate-stream.js';
export { EVENT_STORE_MIGRATIONS } from './migrations/index.js';
export { PostgresEventStore, type OpenOptions, type PostgresEventStoreOptions } from './postgres-event-store.js';
export { InlineProjection } from './projection/inline-projection.js';
export { InlineProjections, type ProjectedMessage } from './projection/inline-projections.js';
export { finalPosition } from './read/fence.js';
export { readPublic } from './read/read-public.js';
export { readStream } from './read/read-stream.js';
export {
  streamName,
  type MessageMetadata,
  type PendingMessage,
  type RecordedMessage,
  type StreamId,
  type StreamName,
} from './recorded-message.js';
export { poolClient, type SqlClient } from './sql-client.js';
export { LogSubscription, type LogSubscriptionOptions } from './subscribe/log-subscription.js';
export { LogActivity } from './unit-of-work/log-activity.js';
export { UnitOfWork, type SendOptions, type UnitOfWorkOutcome } from './unit-of-work/unit-of-work.js';
export type {
  Subscription,
  SubscriptionLag,
  SubscriptionOptions,
  SubscriptionStart,
} from './subscribe/subscription.js';
