import { deriveId, EddaError, type ErrorKind, type FieldError } from '@edda/kernel';
import type { BrokerRecord, OutgoingRecord } from '../broker/broker.js';
import { toRecord } from '../envelope/cloud-event.js';
import type { Delivery } from '../envelope/delivery.js';
import type { ReplyAddress } from './request-record.js';

/** `ok`: the value is the answer; `error`: it is a failure. */
const OUTCOME_HEADER = 'edda-outcome';

const KINDS: Readonly<Record<ErrorKind, true>> = {
  invalid: true,
  unauthorized: true,
  forbidden: true,
  'not-found': true,
  conflict: true,
  gone: true,
  'too-large': true,
  unsupported: true,
  'rate-limited': true,
  unavailable: true,
  internal: true,
};

/** A failure as it travels. */
interface Failure {
  kind: string;
  code: string;
  message: string;
  fields?: readonly FieldError[];
}

export interface AnswerOptions {
  readonly request: Delivery;
  readonly replyTo: ReplyAddress;
  /** The service that answers. */
  readonly service: string;
}

/** The answer to a request: what its handler returned, which must be JSON. */
export function answerRecord(value: unknown, options: AnswerOptions): OutgoingRecord {
  return recordOf('ok', value ?? null, options);
}

/** The failure of a request. Of an error that is no EddaError only the fact goes out. */
export function failureRecord(error: unknown, options: AnswerOptions): OutgoingRecord {
  const { kind, code, message, fields } = error instanceof EddaError ? error : failed(options.request.type);
  const failure: Failure = { kind, code, message, fields };
  return recordOf('error', failure, options);
}

/** The id of the request that a record answers; null for another record. */
export function answeredId({ headers }: BrokerRecord): string | null {
  return headers[OUTCOME_HEADER] === undefined ? null : (headers['ce_causationid'] ?? null);
}

/**
 * What a record answers.
 *
 * @throws EddaError the failure that came back
 */
export function readAnswer({ headers, value }: BrokerRecord): unknown {
  const content = parse(value);
  if (headers[OUTCOME_HEADER] === 'ok') return content;
  const { kind, code, message, fields } = (content ?? {}) as Partial<Failure>;
  if (kind === undefined || code === undefined || message === undefined) throw malformed(value);
  throw new EddaError(isErrorKind(kind) ? kind : 'internal', String(code), String(message), fields ?? []);
}

function parse(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    throw malformed(value);
  }
}

function malformed(value: string): EddaError {
  return new EddaError(
    'internal',
    'REQUEST.MALFORMED_ANSWER',
    `The answer to a request cannot be read: it is ${JSON.stringify(value.slice(0, 100))}.`,
  );
}

function recordOf(
  outcome: 'ok' | 'error',
  data: unknown,
  { request, replyTo, service }: AnswerOptions,
): OutgoingRecord {
  const record = toRecord({
    id: deriveId(request.id, 'answer'),
    position: 0,
    kind: 'reply',
    tenantId: request.tenantId,
    streamId: request.streamId,
    category: 'request',
    version: null,
    previousPublic: null,
    type: `${request.type}.answer`,
    schemaVersion: request.schemaVersion,
    topic: replyTo.topic,
    data,
    metadata: {
      correlationId: request.correlationId,
      causationId: request.id,
      userId: request.userId,
      traceparent: request.traceparent,
      source: service,
    },
    recordedAt: new Date(),
  });
  return { ...record, key: replyTo.key, headers: { ...record.headers, [OUTCOME_HEADER]: outcome } };
}

function failed(type: string): EddaError {
  return new EddaError('internal', 'REQUEST.FAILED', `The handler of ${type} failed; its service's log says why.`);
}

function isErrorKind(kind: string): kind is ErrorKind {
  return Object.hasOwn(KINDS, kind);
}
