export {
  CompensationStarted,
  SagaStuck,
  StepCompensated,
  StepCompensationFailed,
  StepCompensationStarted,
} from './compensation-events.js';
export { SagaCancelled, SagaPaused, SagaResumed, SignalReceived } from './control-events.js';
export { BranchTaken, LoopIterated, LoopLeft } from './path-events.js';
export { SagaEnded, SagaMigrated, SagaStarted } from './saga-life-events.js';
export {
  ExecutionsStarted,
  StepCompleted,
  StepFailed,
  StepOutcomeReceived,
  StepRetried,
  StepSkipped,
  StepStarted,
  STEP_KINDS,
  type StepKind,
} from './step-events.js';
export { TIMER_PURPOSES, TimerFired, TimerSet, type TimerPurpose } from './timer-events.js';
