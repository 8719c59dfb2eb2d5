import { backoffDelay, deriveId, EddaError, IdDerivation, pause, runInContext, type Backoff } from '@edda/kernel';
import type { AssignedPartition, Broker, BrokerRecord, Consumer, PartitionHandler } from '../broker/broker.js';
import { fromRecord } from '../envelope/cloud-event.js';
import type { Delivery } from '../envelope/delivery.js';
import type { MessageLogger } from '../envelope/message-logger.js';
import { NO_TRACING, type MessagingTracer } from '../observability/messaging-tracer.js';
import { answerRecord, failureRecord, type AnswerOptions } from './answer-record.js';
import { replyAddress } from './request-record.js';
import { RequestSlots } from './request-slots.js';
import { requestQueue } from './request-topics.js';

/** Carries a request out; what it resolves with must be JSON, and is the answer. */
export type RequestHandler = (request: Delivery) => Promise<unknown>;

export interface RequestResponderOptions {
  /** The service that answers. */
  readonly service: string;
  readonly broker: Broker;
  /** By the type of the message. */
  readonly handlers: ReadonlyMap<string, RequestHandler>;
  readonly logger: MessageLogger;
  /** Most requests carried out at once, 16 unless given. */
  readonly concurrency?: number;
  readonly tracer?: MessagingTracer;
}

const BACKOFF: Backoff = { initial: 50, factor: 2, max: 1_000, jitter: 0.2 };

/**
 * Answers the requests of other services. A request counts as taken when its handler begins: one that is interrupted by a
 * crash is not begun again, its sender's time runs out. Only a crash right after the beginning can bring it twice.
 */
export class RequestResponder {
  private readonly slots: RequestSlots;
  private readonly group: string;
  private consumer: Consumer | null = null;

  constructor(private readonly options: RequestResponderOptions) {
    this.slots = new RequestSlots(options.concurrency ?? 16);
    this.group = `${options.service}.requests`;
  }

  /**
   * Creates the queue and begins to answer. Can be called again when it was rejected.
   *
   * @throws EddaError `BROKER.UNAVAILABLE`
   */
  async start(): Promise<void> {
    const { broker, service } = this.options;
    const queue = requestQueue(service);
    await broker.ensureTopics([queue]);
    this.consumer = await broker.consume({
      group: this.group,
      topics: [queue.name],
      from: 'earliest',
      maxBatch: 100,
      open: (partition) => this.open(partition),
    });
  }

  /** Why it stopped for good; null while it works. */
  failure(): Error | null {
    return this.consumer?.failure() ?? null;
  }

  /** Takes no more requests and waits for the handlers up to the deadline (milliseconds). */
  async stop(deadlineMs: number): Promise<void> {
    await this.consumer?.close(deadlineMs);
  }

  private open(partition: AssignedPartition): PartitionHandler {
    const running = new Set<Promise<void>>();
    let draining = false;
    return {
      take: async (records) => {
        for (const record of records) {
          const release = await this.slots.acquire();
          if (draining || partition.signal.aborted) return release();
          partition.finish(record.offset + 1);
          const work = this.answer(record).finally(release);
          running.add(work);
          void work.then(() => running.delete(work));
        }
      },
      drain: async () => {
        draining = true;
        await Promise.all(running);
      },
    };
  }

  private async answer(record: BrokerRecord): Promise<void> {
    const { service, logger } = this.options;
    const replyTo = replyAddress(record);
    if (!replyTo) return logger.warn('A request without an address for its answer is dropped.', fieldsOf(record));
    if (replyTo.expires.getTime() <= Date.now()) return;
    let request: Delivery;
    try {
      request = fromRecord(record);
    } catch (error) {
      return logger.warn('A request cannot be read and is dropped.', { ...fieldsOf(record), error });
    }
    const options = { request, replyTo, service };
    try {
      const value = await this.handle(record, request);
      await this.publish(() => answerRecord(value, options), options);
    } catch (error) {
      if (!(error instanceof EddaError)) logger.error('A request failed.', { ...fieldsOf(record), error });
      await this.publish(() => failureRecord(error, options), options).catch((lost: unknown) =>
        logger.warn('The answer to a request could not be sent.', { ...fieldsOf(record), error: lost }),
      );
    }
  }

  private handle(record: BrokerRecord, request: Delivery): Promise<unknown> {
    const { service, handlers, tracer = NO_TRACING } = this.options;
    const handler = handlers.get(request.type);
    if (!handler) throw noHandler(service, request.type);
    const { tenantId, userId, correlationId, id } = request;
    return tracer.process({ record, group: this.group, attempt: 1 }, (traceparent) => {
      const derivation = new IdDerivation(deriveId(id, this.group));
      const context = { service, tenantId, userId, correlationId, causationId: id, traceparent, derivation };
      return runInContext(context, () => handler(request));
    });
  }

  /** Publishes as long as somebody waits. */
  private async publish(
    record: () => ReturnType<typeof answerRecord>,
    { replyTo }: Pick<AnswerOptions, 'replyTo'>,
  ): Promise<void> {
    const { broker, tracer = NO_TRACING } = this.options;
    const answer = record();
    for (let attempt = 1; ; attempt++) {
      try {
        return await tracer.publish([answer], (records) => broker.publish(records));
      } catch (error) {
        const retryable = error instanceof EddaError && error.retryable && error.code !== 'BROKER.CLOSED';
        if (!retryable || replyTo.expires.getTime() <= Date.now()) throw error;
        await pause(backoffDelay(attempt, BACKOFF));
      }
    }
  }
}

function fieldsOf({ topic, partition, offset, headers }: BrokerRecord): object {
  return { topic, partition, offset, type: headers['ce_type'], correlationId: headers['ce_correlationid'] };
}

function noHandler(service: string, type: string): EddaError {
  return new EddaError(
    'unsupported',
    'REQUEST.NO_HANDLER',
    `${service} answers no ${type}: declare a handler with @MessagePattern('${type}').`,
  );
}
