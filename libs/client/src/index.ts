export {
  EddaClient,
  type Answer,
  type EddaClientOptions,
  type Init,
  type ItemOf,
  type ListPath,
  type PathsWith,
  type Upload,
} from './edda-client.js';
export { EddaApiError, NO_PROBLEM, type Code, type Problem } from './errors/edda-api-error.js';
export type { FollowOptions, RunEvent } from './events/follow-run.js';
export type { components, ErrorCode, operations, paths } from './generated/api.js';
export type { RetryOptions } from './transport/backoff.js';
