import { EddaError } from '@edda/kernel';
import { brokerFailed, brokerUnavailable } from '../../broker/broker-errors.js';

/** Names of the protocol for failures that are over when one asks again, though kafkajs does not say so of all of them. */
const PASSING = new Set([
  'NOT_CONTROLLER',
  'GROUP_COORDINATOR_NOT_AVAILABLE',
  'NOT_COORDINATOR_FOR_GROUP',
  'GROUP_LOAD_IN_PROGRESS',
  'UNKNOWN_TOPIC_OR_PARTITION',
  'LEADER_NOT_AVAILABLE',
  'NOT_LEADER_FOR_PARTITION',
  'REQUEST_TIMED_OUT',
  'BROKER_NOT_AVAILABLE',
  'REPLICA_NOT_AVAILABLE',
  'NETWORK_EXCEPTION',
  'NOT_ENOUGH_REPLICAS',
  'NOT_ENOUGH_REPLICAS_AFTER_APPEND',
  'KAFKA_STORAGE_ERROR',
  'OUT_OF_ORDER_SEQUENCE_NUMBER',
  'DUPLICATE_SEQUENCE_NUMBER',
  'UNKNOWN_PRODUCER_ID',
  'INVALID_PRODUCER_EPOCH',
  'INVALID_REPLICATION_FACTOR',
  'REBALANCE_IN_PROGRESS',
  'ILLEGAL_GENERATION',
  'UNKNOWN_MEMBER_ID',
  'OFFSET_NOT_AVAILABLE',
  'FENCED_LEADER_EPOCH',
  'UNKNOWN_LEADER_EPOCH',
  'STALE_BROKER_EPOCH',
]);

interface Described {
  readonly type?: unknown;
  readonly cause?: unknown;
  readonly originalError?: unknown;
  readonly errors?: unknown;
}

/** The name that Kafka's protocol has for a failure, null when it comes from elsewhere. */
export function protocolError(error: unknown): string | null {
  for (let one = error, depth = 0; one instanceof Error && depth < 5; depth++) {
    const { type, cause, originalError, errors } = one as Described;
    if (typeof type === 'string') return type;
    one = cause ?? originalError ?? (Array.isArray(errors) ? errors[0] : undefined);
  }
  return null;
}

/** Whether the broker itself answered, and will answer the same again. */
export function isPermanent(error: unknown): boolean {
  if (error instanceof Error && error.name === 'KafkaJSSASLAuthenticationError') return true;
  const type = protocolError(error);
  return type !== null && !PASSING.has(type);
}

/** What a failure of kafkajs means to the caller: `BROKER.UNAVAILABLE`, or `BROKER.FAILED` when it comes again. */
export function translateError(error: unknown, place: string): EddaError {
  if (error instanceof EddaError) return error;
  if (error instanceof Error && isPermanent(error)) return brokerFailed(place, error);
  return brokerUnavailable(place, error);
}
