export { Aggregate } from './aggregate/aggregate.js';
export {
  AggregateRepository,
  type AggregateRepositoryOptions,
  type ChangeOptions,
} from './aggregate/aggregate-repository.js';
export type { AggregateType, Loaded } from './aggregate/aggregate-type.js';
export { Evolver } from './aggregate/evolver.js';
export type { Moment } from './aggregate/moment.js';
export { streamConflict } from './aggregate/stream-conflict.js';
export { appendStream } from './append/append-stream.js';
export { jsonDepth } from './append/event-json.js';
export { MAX_APPEND_BYTES, MAX_APPEND_EVENTS, MAX_EVENT_BYTES, MAX_EVENT_DEPTH } from './append/event-limits.js';
export { describeConflict, type ExpectedVersion, type VersionConflict } from './append/expected-version.js';
export { isLostConnection } from './append/lost-connection.js';
export { plainCodec, type MessageCodec, type StoredMessage } from './codec/message-codec.js';
export { StoredMessageCodec, type StoredMessageCodecOptions } from './codec/stored-message-codec.js';
export { CachedQuery, type CachedQueryOptions } from './cqrs/cached-query.js';
export type { ReactedTo, ReactionDelivery, RunningReaction } from './cqrs/reaction-delivery.js';
export { ReactionRunner } from './cqrs/reaction-runner.js';
export { ReactsTo } from './cqrs/reacts-to.js';
export { RetryOnConflict, type RetryOnConflictOptions } from './cqrs/retry-on-conflict.js';
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
export { runMigrations } from './migrations/run-migrations.js';
export { PersonalData } from './personal-data/personal-data.js';
export { PostgresSubjectKeys, type PostgresSubjectKeysOptions } from './personal-data/postgres-subject-keys.js';
export { SUBJECT_FORGOTTEN } from './personal-data/subject-forgotten.js';
export {
  SUBJECT_KEY_STORE,
  type ForgottenSubject,
  type SubjectKey,
  type SubjectKeyStore,
} from './personal-data/subject-key-store.js';
export {
  SUBJECT_KEY_LIFETIME_MS,
  SubjectKeys,
  type Subject,
  type SubjectKeysOptions,
} from './personal-data/subject-keys.js';
export { PostgresEventStore, type OpenOptions, type PostgresEventStoreOptions } from './postgres-event-store.js';
export type { ProjectedMessage } from './projection/projected-message.js';
export { ProjectionActivity, type MovedProjections } from './projection/projection-activity.js';
export type { ProjectionOverview } from './projection/projection-overview.js';
export type { ProjectionStatus } from './projection/projection-row.js';
export type { DeclaredTable, ProjectionTable } from './projection/projection-table.js';
export type { ProjectionWrite } from './projection/projection-write.js';
export { Projection, type OnForgotten, type ProjectionMode, type ProjectionRegistry } from './projection/projection.js';
export { Projections, type ProjectionsOptions } from './projection/projections.js';
export type { PruneOptions } from './projection/prune-projections.js';
export type { ProgressOptions } from './projection/rebuild/catch-up-progress.js';
export type { Rebuild, RebuildOptions } from './projection/rebuild/rebuild.js';
export { describeProgress, type RebuildProgress } from './projection/rebuild/rebuild-progress.js';
export { versioned } from './projection/versioned.js';
export type { WaitForOptions } from './projection/wait-for-projection.js';
export { finalPosition } from './read/fence.js';
export { readStream } from './read/read-stream.js';
export {
  causationTree,
  type CausationNode,
  type CausationTree,
  type CausationTreeOptions,
} from './replay/causation-tree.js';
export { messagesOfFixture, type FixtureEvent } from './replay/fixture.js';
export { renderTree } from './replay/render-tree.js';
export { MAX_FIXTURE_BYTES, ReplayController } from './replay/replay-controller.js';
export type {
  FixtureOptions,
  ProjectionReplayOptions,
  ReplayOptions,
  ReplayProgress,
} from './replay/replay-options.js';
export type { ReplayFilter } from './replay/replay-filter.js';
export type { ReplaySchema } from './replay/replay-schema.js';
export {
  streamName,
  type MessageMetadata,
  type PendingMessage,
  type RecordedJson,
  type RecordedMessage,
  type StreamId,
  type StreamName,
} from './recorded-message.js';
export { poolClient, type SqlClient } from './sql-client.js';
export { deleteCheckpoint, reshardCheckpoint, resetCheckpoint } from './subscribe/change-checkpoint.js';
export { listSubscriptions, type SubscriptionOverview } from './subscribe/subscription-overview.js';
export type { NamedStatement } from './unit-of-work/one-round-trip.js';
export {
  UnitOfWork,
  type SendOptions,
  type UnitOfWorkOptions,
  type UnitOfWorkOutcome,
} from './unit-of-work/unit-of-work.js';
export type {
  Subscription,
  SubscriptionLag,
  SubscriptionOptions,
  SubscriptionStart,
} from './subscribe/subscription.js';
