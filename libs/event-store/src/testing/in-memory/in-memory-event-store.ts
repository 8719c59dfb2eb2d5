import type { KnownMessages } from '@edda/event-schemas';
import { currentContext, EddaError, systemClock, type Clock } from '@edda/kernel';
import { checkExpected, checkStream } from '../../append/check-append.js';
import { PendingMessages } from '../../append/pending-messages.js';
import { seal } from '../../append/sealed-append.js';
import type { MessageCodec } from '../../codec/message-codec.js';
import { StoredMessageCodec } from '../../codec/stored-message-codec.js';
import type {
  AppendOptions,
  AppendResult,
  EventStore,
  NewEvent,
  ReadAllOptions,
  ReadStreamOptions,
  StreamState,
} from '../../event-store.js';
import type { SubjectKeyStore } from '../../personal-data/subject-key-store.js';
import { SubjectKeys } from '../../personal-data/subject-keys.js';
import { iterateEvents } from '../../read/iterate-events.js';
import { rowFilter } from '../../read/log-filter.js';
import { assertFilter, readPlan } from '../../read/read-options.js';
import { assertOwnTenant, tenantToRead } from '../../read/tenant-access.js';
import type { RecordedMessage, StreamId, StreamName } from '../../recorded-message.js';
import type { Subscription, SubscriptionOptions } from '../../subscribe/subscription.js';
import { assertSubscriptionOptions } from '../../subscribe/subscription-options.js';
import { MemoryGroup } from './memory-group.js';
import { MemoryLog } from './memory-log.js';
import { memoryPages } from './memory-pages.js';
import { MemorySubscription } from './memory-subscription.js';

export interface InMemoryEventStoreOptions {
  /** Stands in the metadata of everything it appends: the name of the service. */
  source?: string;
  /** The messages that this build can read; all whose classes are loaded, unless given. */
  messages?: KnownMessages;
  /** Where the keys of personal fields are kept; without them nothing personal can be stored. */
  keys?: SubjectKeyStore | null;
  /** How messages are stored; unless given, personal fields are encrypted and older majors are upcast. */
  codec?: MessageCodec;
  clock?: Clock;
  /** The log of another store in memory, to be to it what another process is. */
  log?: MemoryLog;
}

/**
 * An event store for specs, with the semantics of the one in Postgres and nothing behind it: what it holds goes with it.
 * It has no units of work; what a handler did stays done when it fails.
 *
 *     const store = new InMemoryEventStore();
 *     await store.append(streamName('note', '1'), [message(NoteWritten, { text: 'a' })], { expected: 'none' });
 */
export class InMemoryEventStore implements EventStore {
  readonly log: MemoryLog;
  private readonly source: string;
  private readonly codec: MessageCodec;
  private readonly pending: PendingMessages;
  private readonly subscriptions = new Set<Subscription>();
  private closed = false;

  constructor(options: InMemoryEventStoreOptions = {}) {
    const { source = 'test', messages, keys = null, codec, clock = systemClock, log } = options;
    this.source = source;
    this.codec = codec ?? new StoredMessageCodec({ messages, keys: keys && new SubjectKeys(keys) });
    this.pending = new PendingMessages(source, clock);
    this.log = log ?? new MemoryLog();
  }

  async append(stream: StreamName, events: readonly NewEvent[], { expected }: AppendOptions): Promise<AppendResult> {
    checkStream(stream);
    checkExpected(expected);
    const encoding = this.codec.encode(this.pending.of(stream, events));
    // Written out at once where it can be, so that what the caller changes later does not get in.
    const encoded = encoding instanceof Promise ? await encoding : encoding;
    return this.log.append(seal({ stream, events: encoded, expected, projections: [], written: null }));
  }

  readStream(stream: StreamId, options: ReadStreamOptions = {}): AsyncIterableIterator<RecordedMessage> {
    const context = currentContext();
    return iterateEvents(this.codec, options, () => {
      assertOwnTenant(stream, context);
      return memoryPages(readPlan(options), this.log.stream(stream));
    });
  }

  readAll(options: ReadAllOptions = {}): AsyncIterableIterator<RecordedMessage> {
    const tenantId = tenantToRead(options);
    return iterateEvents(this.codec, options, () => {
      const plan = readPlan(options);
      assertFilter(options);
      const filter = { ...options, ...(tenantId !== undefined && { tenantId }) };
      return memoryPages({ ...plan, high: Math.min(plan.high, this.log.head) }, this.log.rows, rowFilter(filter));
    });
  }

  async streamState(stream: StreamId): Promise<StreamState | null> {
    assertOwnTenant(stream);
    const version = this.log.stream(stream).length;
    return version === 0 ? null : { version, firstVersion: 1, archivedAt: null };
  }

  async finalPosition(): Promise<number> {
    return this.log.head;
  }

  subscribe(options: SubscriptionOptions): Subscription {
    assertSubscriptionOptions(options);
    if (this.closed) throw new EddaError('unavailable', 'EVENT_STORE_CLOSED', 'The event store is closed.');
    const { log, codec, source } = this;
    const subscription = new MemorySubscription({ log, codec, source, group: this.groupOf(options) }, options);
    this.subscriptions.add(subscription);
    return subscription;
  }

  async close(): Promise<void> {
    this.closed = true;
    await Promise.all([...this.subscriptions].map((subscription) => subscription.stop()));
  }

  private groupOf({ name, shards = 1, from = 'beginning' }: SubscriptionOptions): MemoryGroup<Subscription> {
    const { log } = this;
    const known = name === undefined ? undefined : log.groups.get(name);
    if (known) return known;
    const start = from === 'beginning' ? 0 : from === 'now' ? log.head : from;
    const group = new MemoryGroup<Subscription>(log.changes, shards, start);
    if (name !== undefined) log.groups.set(name, group);
    return group;
  }
}
