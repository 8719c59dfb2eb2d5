import { definitionOf, type MessageClass } from '@edda/event-schemas';
import type { UnitOfWork } from '@edda/event-store';
import { eventStoreOver } from '@edda/event-store/testing';
import type { DataSource } from 'typeorm';
import type { Broker, Delivery, RejectionData } from '../../src/index.js';
import { definePolicy } from '../../src/policies/define-policy.js';
import type { PolicyOptions } from '../../src/policies/policy-options.js';
import type { RunnerOptions } from '../../src/subscriptions/runner-options.js';
import { SubscriptionRunner } from '../../src/subscriptions/subscription-runner.js';
import { LetterSent } from './letters.js';

export const silent = { debug() {}, info() {}, warn() {}, error() {} };

export interface ReaderOptions {
  dataSource: DataSource;
  broker: Broker;
  /** Names the subscription. */
  name: string;
  handle(delivery: Delivery, unitOfWork: UnitOfWork, signal: AbortSignal): Promise<void>;
  /** What it wants; letters that were sent, unless said otherwise. Null for everything. */
  payload?: MessageClass | null;
  rejection?: MessageClass<RejectionData>;
  policy?: PolicyOptions;
  /** What else the runner takes. */
  runner?: Partial<RunnerOptions>;
}

/** A subscription of the service `learning`, running. */
export async function startReader(options: ReaderOptions): Promise<SubscriptionRunner> {
  const { dataSource, broker, name, handle, payload = LetterSent, rejection, policy } = options;
  const { unitOfWork } = eventStoreOver(dataSource, 'learning');
  const definition = payload && definitionOf(payload);
  const runner = new SubscriptionRunner(
    {
      name,
      group: `learning.${name}`,
      topics: [definition?.topic?.name ?? 'content_events'],
      messages: definition && [definition],
      rejection: rejection ?? null,
      policy: definePolicy(name, policy),
      handle: (delivery, signal) => handle(delivery, unitOfWork, signal),
    },
    { service: 'learning', dataSource, unitOfWork, broker, logger: silent, ...options.runner },
  );
  await runner.start();
  return runner;
}
