export { CreateAwaitedOutcomes1760000000200 } from './migrations/1760000000200-create-awaited-outcomes.js';
export { outcomeId } from './process/outcome-id.js';
export type {
  ProcessDefinition,
  ProcessEnd,
  ProcessFailure,
  ProcessStep,
  StepCommand,
  StepOutcome,
} from './process/process-definition.js';
export { ProcessManager } from './process/process-manager.js';
export * from './events/index.js';
export type { SagaFailure } from './definition/outcome.js';
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
export { stepsOf, type StepsOf } from './definition/steps-of.js';
export type { SagaEngine, Waiting } from './engine/saga-engine.js';
export type { Asked, SagaControl, SagaMessage, Verdict } from './engine/saga-message.js';
export type { ActionOutcome, ActionRef, OutgoingCommand, Turn } from './engine/turn.js';
export type { SagaStatus } from './instance/saga-instance.js';
export {
  SAGAS,
  type SagaFilter,
  type SagaOverview,
  type Sagas,
  type SignalOptions,
  type StartOptions,
} from './runtime/sagas.js';
