import { RequestResponder, type RequestResponderOptions } from '../requests/request-responder.js';
import { requestQueue } from '../requests/request-topics.js';
import type { SubscriptionStatus } from './subscription-status.js';

const OPEN_GATE = { breaker: 'closed', opensAt: null, waiting: 0, isRateLimited: false } as const;

/** What answers the requests of a service, shown beside its subscriptions. */
export class WatchedResponder {
  private readonly responder: RequestResponder;
  private joined = false;

  constructor(private readonly options: RequestResponderOptions) {
    this.responder = new RequestResponder(options);
  }

  /** Begins to answer; may be called again after it has failed. */
  async join(): Promise<void> {
    if (this.joined) return;
    await this.responder.start();
    this.joined = true;
  }

  stop(deadlineMs: number): Promise<void> {
    return this.responder.stop(deadlineMs);
  }

  status(): SubscriptionStatus {
    const { service, handlers } = this.options;
    const failure = this.responder.failure();
    const phase = failure ? 'stopped' : this.joined ? 'running' : 'connecting';
    return {
      group: `${service}.requests`,
      topics: [requestQueue(service).name],
      types: [...handlers.keys()],
      phase,
      reason: failure?.message ?? (this.joined ? null : 'it has not joined its group yet'),
      failure,
      assignment: [],
      running: 0,
      finished: 0,
      paused: null,
      gate: OPEN_GATE,
      lag: null,
    };
  }
}
