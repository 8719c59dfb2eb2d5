import { SubscriptionServer, type SubscriptionStatus } from '@edda/messaging';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HealthIndicators } from '../health/health-indicators.js';

/** Shows how the subscriptions of a service stand in its readiness: one that does not run makes it not ready. */
@Injectable()
export class SubscriptionHealth implements OnModuleInit {
  constructor(
    private readonly server: SubscriptionServer,
    private readonly indicators: HealthIndicators,
  ) {}

  onModuleInit(): void {
    this.indicators.register('subscriptions', async () => subscriptionReport(this.server.statuses()));
  }
}

/**
 * What is worth saying of subscriptions that run.
 *
 * @throws Error when one does not, with the reason of each
 */
export function subscriptionReport(statuses: readonly SubscriptionStatus[]): Record<string, unknown> {
  const down = statuses.filter(({ phase }) => phase !== 'running');
  const reasons = new Set(down.map(({ reason }) => reason));
  // Where the broker is away, all of them wait for the same thing.
  if (down.length > 1 && reasons.size === 1) {
    throw new Error(`${down.length} of ${statuses.length} are ${down[0]?.phase}: ${down[0]?.reason}`);
  }
  if (down.length > 0)
    throw new Error(down.map(({ group, phase, reason }) => `${group} is ${phase}: ${reason}`).join('; '));
  const paused = statuses.filter((status) => status.paused !== null);
  return {
    running: statuses.length,
    ...(paused.length > 0 && { paused: Object.fromEntries(paused.map((status) => [status.group, status.paused])) }),
  };
}
