export { CreateAwaitedOutcomes1760000000200 } from './migrations/1760000000200-create-awaited-outcomes.js';
export { SAGA_MIGRATIONS } from './migrations/index.js';
export { outcomeId } from './engine/outcome-id.js';
export * from './events/index.js';
export type { SagaFailure, StepCommand, StepOutcome } from './definition/outcome.js';
export type { AnySagaDefinition, Migrated, SagaDefinition, SagaEnd } from './definition/saga-definition.js';
export type {
  ActionExecution,
  Compensation,
  Execution,
  ItemOutcome,
  Join,
  SagaStep,
  StepPolicy,
} from './definition/saga-step.js';
export { ACTION_RETRY, COMMAND_RETRY, COMPENSATION_RETRY, type RetryPolicy } from './definition/retry-policy.js';
export { checkDefinition } from './definition/check-definition.js';
export { stepsOf, type StepsOf } from './definition/steps-of.js';
export { createEngine } from './engine/create-engine.js';
export type { ActionIo } from './engine/execution-of.js';
export { codeFailed, outcomeOfError, STEP_TIMED_OUT, stepTimedOut } from './engine/failures.js';
export type { LocalWork } from './engine/local-work.js';
export type { Received, SagaEngine, Waiting } from './engine/saga-engine.js';
export type { Asked, SagaControl, SagaMessage, Verdict } from './engine/saga-message.js';
export type { ActionOutcome, ActionRef, OutgoingCommand, Turn } from './engine/turn.js';
export type { InstanceState } from './instance/instance-state.js';
export { SagaInstance } from './instance/saga-instance.js';
export type { SagaStatus } from './instance/saga-status.js';
export { controlSaga, MOST_WAITING, signalSaga, type Addressee } from './runtime/ask.js';
export type { SagaFailpoint, SagaMoment } from './runtime/failpoint.js';
export { readProgress } from './runtime/progress.js';
export type { SagaRunnerOptions } from './runtime/runner-options.js';
export { getSaga, listSagas, type SagaListFilter, type SagaListPage } from './runtime/saga-list.js';
export { SagaRunner } from './runtime/saga-runner.js';
export {
  SAGAS,
  type SagaFilter,
  type SagaOverview,
  type Sagas,
  type SignalOptions,
  type StartOptions,
} from './runtime/sagas.js';
export { durationText } from './timeline/duration-text.js';
export { renderTimeline } from './timeline/render-timeline.js';
export type { SagaHistoryEvent, SagaTimeline, TimelineEntry } from './timeline/saga-timeline.js';
export { timelineOf } from './timeline/timeline-of.js';
export { TimelineReading } from './timeline/timeline-reading.js';
export { NO_SAGA_METRICS, SAGA_METRICS, type SagaMetrics, type StepEnd } from './metrics/saga-metrics.js';
export { SagasModule, type SagasModuleOptions, type SagasModuleSetup } from './nest/sagas.module.js';
