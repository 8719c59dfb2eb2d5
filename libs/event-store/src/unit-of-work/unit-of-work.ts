import { AsyncLocalStorage } from 'node:async_hooks';
import { validateMessage, type NewMessage } from '@edda/event-schemas';
import {
  contextOrNew,
  currentContext,
  nextMessageId,
  pause,
  withContext,
  type Clock,
  type ExecutionContext,
} from '@edda/kernel';
import type { DataSource, EntityManager, EntityTarget, ObjectLiteral, Repository } from 'typeorm';
import type { MessageCodec } from '../codec/message-codec.js';
import type { AppendResult, NewEvent } from '../event-store.js';
import type { ExpectedVersion, VersionConflict } from '../append/expected-version.js';
import { appendStream } from '../append/append-stream.js';
import type { InlineProjections } from '../projection/inline-projections.js';
import type { PendingMessage, StreamName } from '../recorded-message.js';
import { poolClient, type SqlClient } from '../sql-client.js';
import { flush } from './flush.js';
import type { LogActivity } from './log-activity.js';
import { Session } from './session.js';

/** Committed with what the work returned, or given up because another writer was faster. */
export type UnitOfWorkOutcome<T> = { committed: true; value: T } | { committed: false; conflict: VersionConflict };

export interface SendOptions {
  /** The message's id; derived from what is being handled unless given. */
  id?: string;
  /** Messages with one key keep their order. */
  key: string;
}

export interface UnitOfWorkParts {
  /** The name of the service, kept as the source of what it appends. */
  source: string;
  dataSource: DataSource;
  projections: InlineProjections;
  activity: LogActivity;
  codec: MessageCodec;
  clock: Clock;
}

/**
 * Everything a handler changes, in one Postgres transaction that no handler passes around: inbox mark, read models,
 * appended events, outgoing messages.
 *
 * Lazy: no connection is taken until the first statement, so nothing is open during I/O and computing. Appends and
 * outgoing messages are buffered and written as the last statements, because an early append in a long transaction
 * holds up every reader of the log.
 */
export class UnitOfWork {
  private readonly sessions = new AsyncLocalStorage<Session>();

  constructor(private readonly parts: UnitOfWorkParts) {}

  get isActive(): boolean {
    return this.sessions.getStore() !== undefined;
  }

  /**
   * Runs `work` in a unit of work of its own. Inside another one it takes a second connection and commits by itself: what
   * it did stays done when the outer one is undone.
   *
   * @throws Error what `work` throws, after everything it wrote is undone; or when the commit fails
   */
  async run<T>(work: () => Promise<T>): Promise<UnitOfWorkOutcome<T>> {
    const derivation = this.isActive ? currentContext()?.derivation?.branch() : undefined;
    return derivation ? withContext({ derivation }, () => this.runAlone(work)) : this.runAlone(work);
  }

  private async runAlone<T>(work: () => Promise<T>): Promise<UnitOfWorkOutcome<T>> {
    const session = new Session(this.parts.dataSource);
    let value: T;
    try {
      value = await this.sessions.run(session, work);
      const conflict = await this.sessions.run(session, () =>
        flush(session, this.parts.dataSource, this.parts.projections),
      );
      if (conflict) {
        await session.rollback();
        return { committed: false, conflict };
      }
    } catch (error) {
      await session.rollback();
      throw error;
    }
    await session.commit();
    if (session.appends.length + session.outgoing.length > 0) this.parts.activity.appended();
    for (const done of session.afterCommit) done();
    return { committed: true, value };
  }

  /**
   * Runs `work` in the unit of work around it, whose owner then sees a conflict; or in one of its own, tried again at a
   * conflict after a short wait.
   */
  async runOrJoin<T>(work: () => Promise<T>, attempts = 5): Promise<UnitOfWorkOutcome<T>> {
    if (this.isActive) return { committed: true, value: await work() };
    for (let attempt = 1; ; attempt++) {
      const outcome = await this.run(work);
      if (outcome.committed || attempt >= attempts) return outcome;
      await pause(attempt * 5 * Math.random());
    }
  }

  /** The entity manager of the running unit of work. Opens its transaction. */
  async manager(): Promise<EntityManager> {
    return this.session().manager();
  }

  /** A TypeORM repository that writes through the running unit of work. Opens its transaction. */
  async repository<E extends ObjectLiteral>(entity: EntityTarget<E>): Promise<Repository<E>> {
    return (await this.manager()).getRepository(entity);
  }

  /** Where to read from: the running transaction when one is open, else the pool. */
  reader(): SqlClient {
    const session = this.sessions.getStore();
    return session?.isOpen ? session : poolClient(this.parts.dataSource);
  }

  /** Appends to one stream and commits by itself; {@link EventStore.append} tells the rest. */
  async appendAlone(stream: StreamName, events: readonly NewEvent[], expected: ExpectedVersion): Promise<AppendResult> {
    if (this.isActive) throw new Error('A unit of work is running here: use UnitOfWork.append.');
    const context = contextOrNew();
    const pending = events.map((event) => this.pending(event, stream, event.id ?? nextMessageId(), context));
    const result = await appendStream(poolClient(this.parts.dataSource), stream, pending, expected);
    if (result.ok) this.parts.activity.appended();
    return result;
  }

  /** Buffers events for a stream. Their data is validated, their ids and metadata are fixed now. */
  append(stream: StreamName, events: readonly NewEvent[], expected: ExpectedVersion): PendingMessage[] {
    const session = this.session();
    const context = contextOrNew();
    const pending = events.map((event) => this.pending(event, stream, event.id ?? nextMessageId(), context));
    if (pending.length > 0) session.appends.push({ stream, events: pending, expected });
    return pending;
  }

  /** Buffers a command or reply to another context; it is published after the commit. Returns its message id. */
  send(message: NewMessage, options: SendOptions): string {
    const session = this.session();
    const context = contextOrNew();
    const stream = { tenantId: context.tenantId, streamId: options.key, category: 'outgoing' };
    const pending = this.pending(message, stream, options.id ?? nextMessageId(), context);
    session.outgoing.push(pending);
    return pending.id;
  }

  /** Events that wait to be appended to a stream. */
  buffered({ tenantId, streamId }: StreamName): PendingMessage[] {
    return (this.sessions.getStore()?.appends ?? [])
      .filter(({ stream }) => stream.tenantId === tenantId && stream.streamId === streamId)
      .flatMap(({ events }) => events);
  }

  /** Runs `done` once the unit of work has committed; it must not throw, because nothing can be undone any more. */
  afterCommit(done: () => void): void {
    this.session().afterCommit.push(done);
  }

  private session(): Session {
    const session = this.sessions.getStore();
    if (!session) throw new Error('No unit of work is running here: call this inside UnitOfWork.run.');
    session.assertCollecting();
    return session;
  }

  private pending(
    { definition, data }: NewMessage,
    stream: StreamName,
    id: string,
    context: ExecutionContext,
  ): PendingMessage {
    validateMessage(definition, data);
    return {
      id,
      kind: definition.kind,
      ...stream,
      type: definition.type,
      schemaVersion: definition.version,
      topic: definition.topic?.name ?? null,
      data,
      metadata: {
        correlationId: context.correlationId,
        causationId: context.causationId,
        userId: context.userId,
        traceparent: context.traceparent,
        source: this.parts.source,
      },
      recordedAt: this.parts.clock.now(),
    };
  }
}
