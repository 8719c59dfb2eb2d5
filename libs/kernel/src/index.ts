export { backoffDelay, DEFAULT_BACKOFF, pause, type Backoff } from './backoff.js';
export { CALLER_HEADER, signCaller, verifyCaller, type Caller } from './caller-token.js';
export { systemClock, type Clock } from './clock.js';
export { EddaError, type ErrorKind, type FieldError } from './edda-error.js';
export {
  contextOrNew,
  currentContext,
  DEFAULT_TENANT,
  IdDerivation,
  nextMessageId,
  runInContext,
  withContext,
  type ExecutionContext,
} from './execution-context.js';
export { groupBy } from './group-by.js';
export { deriveId, isUuid, newId, type Uuid } from './ids.js';
