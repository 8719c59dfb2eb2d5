import { currentContext, type ExecutionContext } from '@edda/kernel';
import type { RecordedMessage } from '../../recorded-message.js';
import type { SubscriptionOptions } from '../../subscribe/subscription.js';
import { textsOf } from './contract-world.js';

/** A handler that remembers what it was given, and in which context. */
export class EventCollector {
  readonly events: RecordedMessage[] = [];
  readonly contexts: (ExecutionContext | undefined)[] = [];
  readonly errors: unknown[] = [];

  /** @param before runs before an event is taken for handled; throws to refuse it */
  constructor(private readonly before: (event: RecordedMessage) => void | Promise<void> = () => undefined) {}

  get texts(): string[] {
    return textsOf(this.events);
  }

  /** What a subscription is started with. */
  get options(): Pick<SubscriptionOptions, 'handle' | 'onError'> {
    return {
      handle: async (event) => {
        await this.before(event);
        this.events.push(event);
        this.contexts.push(currentContext());
      },
      onError: (error) => this.errors.push(error),
    };
  }
}
