import type { NewMessage } from '@edda/event-schemas';
import { EddaError, newId } from '@edda/kernel';
import type { Broker, BrokerRecord, Consumer, OutgoingRecord } from '../broker/broker.js';
import { brokerClosed } from '../broker/broker-errors.js';
import { eachBatch } from '../broker/each-batch.js';
import { typeOf } from '../observability/message-labels.js';
import { NO_METRICS, type MessagingMetrics } from '../observability/messaging-metrics.js';
import { NO_TRACING, type MessagingTracer } from '../observability/messaging-tracer.js';
import { answeredId, readAnswer } from './answer-record.js';
import { PendingRequests } from './pending-requests.js';
import { requestRecord } from './request-record.js';
import { answerTopic, requestQueue } from './request-topics.js';

export interface RequestsOptions {
  /** The service that asks. */
  readonly service: string;
  readonly broker: Broker;
  readonly metrics?: MessagingMetrics;
  readonly tracer?: MessagingTracer;
}

export interface RequestCall {
  /** Longest time for the answer to come, in milliseconds. */
  readonly timeoutMs: number;
  /** Requests of one key are taken up in order. */
  readonly key?: string;
  /** Gives up waiting; the request may be carried out all the same. */
  readonly signal?: AbortSignal;
}

/** Asks other services over the broker and waits for their answers. Requests and answers are not kept in any log. */
export class Requests {
  /** Tells this instance's answers from those of the others. */
  private readonly instance = newId();
  private readonly pending = new PendingRequests();
  private readonly known = new Set<string>();
  private consumer: Promise<Consumer> | null = null;
  private joining: Promise<Consumer> | null = null;
  private closed = false;

  constructor(private readonly options: RequestsOptions) {}

  /**
   * Sends a declared command to its receiver and resolves with what its handler answers, which is JSON. Without an answer
   * in time nobody knows whether the request was carried out.
   *
   * @throws EddaError the one that the handler threw; `REQUEST.TIMED_OUT`, `REQUEST.TOO_MANY` (unavailable);
   * `REQUEST.FAILED` when the handler threw anything else; `REQUEST.NO_HANDLER`, `REQUEST.NOT_A_COMMAND`,
   * `REQUEST.PERSONAL_DATA`; those of `Broker.publish`
   */
  async request(message: NewMessage, { timeoutMs, key, signal }: RequestCall): Promise<unknown> {
    signal?.throwIfAborted();
    const { service } = this.options;
    const expires = new Date(Date.now() + timeoutMs);
    const replyTo = { topic: answerTopic(service).name, key: this.instance, expires };
    const record = requestRecord(message, { key, replyTo, service });
    const startedAt = performance.now();
    try {
      const answer = readAnswer(await this.pending.run(record, timeoutMs, signal, () => this.send(record)));
      this.count(record, 'answered', startedAt);
      return answer;
    } catch (error) {
      const timedOut = error instanceof EddaError && error.code === 'REQUEST.TIMED_OUT';
      this.count(record, timedOut ? 'timed-out' : 'failed', startedAt);
      throw error;
    }
  }

  /** Requests that still wait fail with `BROKER.CLOSED`. */
  async close(): Promise<void> {
    this.closed = true;
    this.pending.failAll();
    const consumer = await this.consumer?.catch(() => null);
    await consumer?.close();
  }

  private async send(record: OutgoingRecord): Promise<void> {
    const { broker, tracer = NO_TRACING } = this.options;
    await this.listen();
    await this.ensureQueue(record.topic);
    if (this.closed) throw brokerClosed();
    await tracer.publish([record], (records) => broker.publish(records));
  }

  /** Resolves when answers reach this instance. Neither a failure nor a consumer that has stopped for good is kept. */
  private async listen(): Promise<void> {
    if (this.closed) throw brokerClosed();
    const consumer = await this.consumer?.catch(() => null);
    if (!consumer || consumer.failure()) {
      this.consumer = this.joining ??= this.join(consumer ?? null);
    }
    await this.consumer;
  }

  private async join(stopped: Consumer | null): Promise<Consumer> {
    try {
      await stopped?.close();
      return await this.consume();
    } finally {
      this.joining = null;
    }
  }

  private async consume(): Promise<Consumer> {
    const { broker, service } = this.options;
    const topic = answerTopic(service);
    await broker.ensureTopics([topic]);
    return broker.consume({
      group: `${topic.name}.${this.instance}`,
      topics: [topic.name],
      from: 'latest',
      maxBatch: 100,
      ephemeral: true,
      open: eachBatch(async ({ records }) => this.read(records)),
    });
  }

  private async ensureQueue(name: string): Promise<void> {
    if (this.known.has(name)) return;
    await this.options.broker.ensureTopics([{ ...requestQueue(''), name }]);
    this.known.add(name);
  }

  private read(records: readonly BrokerRecord[]): void {
    for (const record of records) {
      const id = record.key === this.instance ? answeredId(record) : null;
      if (id) this.pending.settle(id, record);
    }
  }

  private count(record: OutgoingRecord, outcome: 'answered' | 'failed' | 'timed-out', startedAt: number): void {
    const { metrics = NO_METRICS } = this.options;
    metrics.requested({ topic: record.topic, type: typeOf(record) }, outcome, (performance.now() - startedAt) / 1000);
  }
}
