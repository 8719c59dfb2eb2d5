import { newId, pause } from '@edda/kernel';
import type { AppendResult, EventStore, NewEvent, ReadAllOptions, ReadStreamOptions } from '../../event-store.js';
import type { RecordedMessage, StreamId, StreamName } from '../../recorded-message.js';
import type { Subscription, SubscriptionOptions } from '../../subscribe/subscription.js';
import { written } from './contract-events.js';
import type { EventStoreFixture } from './event-store-fixture.js';

/** What one test works with: the store, a tenant and streams that nobody else uses, and subscriptions that end with it. */
export class ContractWorld {
  readonly tenantId = `tenant-${newId()}`;
  private readonly subscriptions: Subscription[] = [];
  private readonly others: EventStore[] = [];

  constructor(private readonly fixture: EventStoreFixture) {}

  get store(): EventStore {
    return this.fixture.store;
  }

  /** A store over the same log, as another process has it. */
  async another(): Promise<EventStore> {
    const store = await this.fixture.another();
    this.others.push(store);
    return store;
  }

  /** The name of a stream that nobody has written to. */
  stream(category = 'page', tenantId = this.tenantId): StreamName {
    return { tenantId, streamId: `${category}-${newId()}`, category };
  }

  /** A stream with as many events, their texts 1, 2, 3 and so on. */
  async streamOf(length: number, category = 'page'): Promise<StreamName> {
    const stream = this.stream(category);
    if (length > 0) await this.append(stream, ...range(1, length).map((number) => written(`${number}`)));
    return stream;
  }

  /** Appends whatever the stream's version is. */
  async append(stream: StreamName, ...events: NewEvent[]): Promise<AppendResult & { ok: true }> {
    return succeeded(await this.store.append(stream, events, { expected: 'any' }));
  }

  read(stream: StreamId, options?: ReadStreamOptions): Promise<RecordedMessage[]> {
    return all(this.store.readStream(stream, options));
  }

  /** What is in the log of the test's tenant, unless the options name another. */
  readAll(options: ReadAllOptions = {}): Promise<RecordedMessage[]> {
    return all(this.store.readAll({ tenantId: this.tenantId, ...options }));
  }

  /** A subscription to the test's tenant, unless the options have a filter. */
  subscribe(options: SubscriptionOptions, store = this.store): Subscription {
    const subscription = store.subscribe({ filter: { tenantId: this.tenantId }, ...options });
    this.subscriptions.push(subscription);
    return subscription;
  }

  async close(): Promise<void> {
    await Promise.all(this.subscriptions.map((subscription) => subscription.stop()));
    await Promise.all(this.others.map((store) => store.close()));
  }
}

export async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

/** Asserts that an append was no conflict. */
export function succeeded(result: AppendResult): AppendResult & { ok: true } {
  if (!result.ok) throw new Error(`The append conflicted: ${JSON.stringify(result.conflict)}`);
  return result;
}

/** The numbers from `first` to `last`, both included. */
export function range(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
}

export function textsOf(events: readonly RecordedMessage[]): string[] {
  return events.map(({ data }) => (data as { text: string }).text);
}

export function versionsOf(events: readonly RecordedMessage[]): (number | null)[] {
  return events.map(({ version }) => version);
}

export function idsOf(events: readonly RecordedMessage[]): string[] {
  return events.map(({ id }) => id);
}

/** Waits until a check stops throwing and resolves with its value; after 20 seconds rejects with what it threw last. */
export async function eventually<T>(check: () => T | Promise<T>): Promise<T> {
  const end = performance.now() + 20_000;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (performance.now() > end) throw error;
      await pause(10);
    }
  }
}

/** A promise to be resolved by hand. */
export function gate(): { opened: Promise<void>; open: () => void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}
