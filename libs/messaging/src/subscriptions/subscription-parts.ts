import { poolClient, type SqlClient, type UnitOfWork } from '@edda/event-store';
import { NO_METRICS, type MessagingMetrics } from '../observability/messaging-metrics.js';
import { NO_TRACING, type MessagingTracer } from '../observability/messaging-tracer.js';
import type { BrokerRecord } from '../broker/broker.js';
import type { DeliveryGate } from '../policies/delivery-gate.js';
import { openGate } from '../policies/open-gate.js';
import { Advances } from './advances.js';
import type { Completion } from './deliver.js';
import type { KeyRow } from './key-row.js';
import { KeyRows } from './key-rows.js';
import { Lanes } from './lanes.js';
import { ParkedGauge } from './parked-gauge.js';
import { Reports } from './reports.js';
import type { Failpoint, RunnerOptions } from './runner-options.js';
import { Slots } from './slots.js';
import type { Subscription } from './subscription.js';

/** What all deliveries of one subscription in this process share. */
export class SubscriptionParts {
  readonly group: string;
  readonly service: string;
  readonly unitOfWork: UnitOfWork;
  readonly client: SqlClient;
  readonly metrics: MessagingMetrics;
  readonly tracer: MessagingTracer;
  readonly gate: DeliveryGate;
  readonly slots: Slots;
  readonly lanes = new Lanes();
  readonly rows: KeyRows;
  readonly advances: Advances;
  readonly parked: ParkedGauge;
  readonly reports: Reports;
  /** Whether the first record of a key must be the first of its stream; known when it is registered. */
  strict = true;
  /** Whether events may have been marked by their ids, as the version before did. */
  checksInbox = false;
  /** Called when parked messages may be due. */
  wake: () => void = () => undefined;

  constructor(
    readonly subscription: Subscription,
    readonly options: RunnerOptions,
  ) {
    const { group, policy } = subscription;
    this.group = group;
    this.service = options.service;
    this.unitOfWork = options.unitOfWork;
    this.client = poolClient(options.dataSource);
    this.metrics = options.metrics ?? NO_METRICS;
    this.tracer = options.tracer ?? NO_TRACING;
    this.gate = openGate(policy, { onBreaker: (state) => this.metrics.breaker(group, state) });
    this.slots = new Slots(policy.concurrency);
    this.rows = new KeyRows(this.client, group, policy.guarantee === 'at-least-once');
    this.reports = new Reports(group, options.logger);
    this.advances = new Advances(this.client, group, (error) => this.reports.trouble(error));
    this.parked = new ParkedGauge(policy.maxParked);
  }

  readonly failpoint = (at: Failpoint, record: BrokerRecord): void | Promise<void> =>
    this.options.failpoints?.(at, record);

  /** The row of a key as it is stored, or will be in a moment. */
  async rowOf(lane: string): Promise<KeyRow> {
    const known = this.rows.peek(lane);
    if (known) return known;
    await this.advances.settled(lane);
    return this.rows.of(lane);
  }

  /** Marks a message as handled where there is nothing else to do for it. */
  async complete({ last, within }: Completion): Promise<void> {
    await this.unitOfWork.run(async () => within?.(this.unitOfWork.client()), last && { last });
  }
}
