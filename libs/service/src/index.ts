export { API_PREFIX } from './bootstrap/api-prefix.js';
export { createService, type ServiceOptions } from './bootstrap/create-service.js';
export type { HttpOptions } from './bootstrap/http-adapter.js';
export type { ProcessLike } from './bootstrap/process-like.js';
export { runService } from './bootstrap/run-service.js';
export type { RunningService } from './bootstrap/running-service.js';
export type { ServiceDefinition, Waiting } from './bootstrap/service-definition.js';
export { StartInterrupted, StartupError } from './bootstrap/startup-error.js';
export { CLOCK, LOGGER } from './bootstrap/tokens.js';
export { ConfigError } from './config/config-error.js';
export {
  Env,
  EnvDefaults,
  type VariableDefault,
  type VariableOptions,
  type VariableType,
} from './config/env.decorator.js';
export { loadConfig, type ConfigClass, type CrossChecked, type Environment } from './config/load-config.js';
export { ServiceConfig } from './config/service-config.js';
export { StatefulServiceConfig } from './config/stateful-service-config.js';
export { ApiProblem } from './errors/api-problem.decorator.js';
export { failureOf, type Failure } from './errors/failure.js';
export { HttpProblem, type HttpProblemOptions } from './errors/http-problem.js';
export { errorCode, isError } from './errors/is-error.js';
export { assertUnreachable, kindOfStatus, statusOf } from './errors/http-status.js';
export { PROBLEM_MEDIA_TYPE, ProblemDocument, problemDocument } from './errors/problem-document.js';
export { ProblemFilter } from './errors/problem.filter.js';
export { Draining } from './health/draining.js';
export {
  HealthIndicators,
  type HealthCheck,
  type HealthIndicatorOptions,
  type HealthReport,
} from './health/health-indicators.js';
export { ApiIdempotencyKey } from './http/api-idempotency-key.decorator.js';
export { callerName } from './http/caller-name.js';
export { checkedIdempotencyKey, idempotencyKeyReused } from './http/idempotency-key.js';
export { keyedId } from './http/keyed-id.js';
export { decodeCursor, encodeCursor, type CursorPart, type CursorValues } from './http/cursor.js';
export { ApiPage, DEFAULT_PAGE_LIMIT, MAX_PAGE_LIMIT, pageOf, PageQuery, pageSchema, type Page } from './http/page.js';
export { PREFIX_HEADER } from './http/asked-path.js';
export { pathOf } from './http/path-of.js';
export {
  addProblems,
  ApiFile,
  exampleId,
  isWrite,
  operationsOf,
  previewApiDocument,
  shareResponses,
  type Method,
  type Operation,
  type Response,
  type ProblemNote,
} from './open-api/index.js';
export { CORRELATION_HEADER, isOpenRoute } from './http/request-context.js';
export { RequestValidationPipe } from './http/request-validation.pipe.js';
export { ServiceClient, type ServiceClientOptions, type ServiceRequest } from './http/service-client.js';
export { notFound, UuidParam } from './http/uuid-param.decorator.js';
export { LOG_LEVELS, type LogFields, type Logger, type LogLevel } from './logging/logger.js';
export { redact, redactText } from './logging/redact.js';
export { createLogger, ServiceLogger, type LoggerOptions } from './logging/service-logger.js';
export { inServiceScope, scopedService } from './logging/service-scope.js';
export { MESSAGING_METRICS, MESSAGING_TRACER } from './event-sourced/messaging-telemetry.js';
export { METRICS, ServiceMetrics } from './metrics/service-metrics.js';
export { pulledGauge, type PulledGaugeOptions, type Sample } from './metrics/pulled-gauge.js';
export { Reading } from './metrics/reading.js';
export { traceTo } from './tracing/open-tracing.js';
export { NOT_TRACED, TRACING, type Tracing } from './tracing/tracing.js';
export { BROKER } from './event-sourced/broker-token.js';
export {
  eventSourcedService,
  type EventSourcedDefinition,
  type EventSourcedService,
  type LogContents,
} from './event-sourced/event-sourced-service.js';
export type { Persistence } from './event-sourced/event-sourced.module.js';
export {
  asItStands,
  readSagaEvents,
  readSagaProgress,
  readSagaTimeline,
  type SagaProgress,
} from './sagas/read-saga.js';
export { LISTED_STATUSES, MAX_REASON } from './sagas/saga-requests.dto.js';
export { steerSaga } from './sagas/steer-saga.js';
