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
export { SagaEnded, SagaStarted, StepCompleted, StepOutcomeReceived, StepStarted } from './process/process-events.js';
