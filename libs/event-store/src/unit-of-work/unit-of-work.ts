import { AsyncLocalStorage } from 'node:async_hooks';
import { validateMessage, type NewMessage } from '@edda/event-schemas';
import { contextOrNew, nextMessageId, systemClock, type Clock } from '@edda/kernel';
import type { DataSource, EntityManager, EntityTarget, ObjectLiteral, Repository } from 'typeorm';
import { appendOutgoing, appendStream } from '../append/append-stream.js';
import type { ExpectedVersion, VersionConflict } from '../append/expected-version.js';
import type { InlineProjections } from '../projection/inline-projections.js';
import type { PendingMessage, StreamName } from '../recorded-message.js';
import { poolClient, type SqlClient } from '../sql-client.js';
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

  /** @param service the name of the service, kept as the source of what it appends */
  constructor(
    private readonly service: string,
    private readonly dataSource: DataSource,
    private readonly projections: InlineProjections,
    private readonly activity: LogActivity,
    private readonly clock: Clock = systemClock,
  ) {}

  get isActive(): boolean {
    return this.sessions.getStore() !== undefined;
  }

  /** Runs `work` in a unit of work of its own, also inside another one. */
  async run<T>(work: () => Promise<T>): Promise<UnitOfWorkOutcome<T>> {
    const session = new Session(this.dataSource);
    let value: T;
    try {
      value = await this.sessions.run(session, work);
      const conflict = await this.sessions.run(session, () => this.flush(session));
      if (conflict) {
        await session.rollback();
        return { committed: false, conflict };
      }
    } catch (error) {
      await session.rollback();
      throw error;
    }
    await session.commit();
    if (session.appends.length + session.outgoing.length > 0) this.activity.appended();
    for (const done of session.afterCommit) done();
    return { committed: true, value };
  }

  /** Runs `work` in the unit of work around it, or in one of its own, tried again at a conflict. */
  async runOrJoin<T>(work: () => Promise<T>, attempts = 5): Promise<UnitOfWorkOutcome<T>> {
    if (this.isActive) return { committed: true, value: await work() };
    for (let attempt = 1; ; attempt++) {
      const outcome = await this.run(work);
      if (outcome.committed || attempt >= attempts) return outcome;
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
    return session?.isOpen ? session : poolClient(this.dataSource);
  }

  /** Buffers events for a stream. Their data is validated, their ids and metadata are fixed now. */
  append(stream: StreamName, events: readonly NewMessage[], expected: ExpectedVersion): PendingMessage[] {
    const session = this.session();
    const pending = events.map((event) => this.pending(event, stream, nextMessageId()));
    if (pending.length > 0) session.appends.push({ stream, events: pending, expected });
    return pending;
  }

  /** Buffers a command or reply to another context; it is published after the commit. Returns its message id. */
  send(message: NewMessage, options: SendOptions): string {
    const { tenantId } = contextOrNew();
    const stream = { tenantId, streamId: options.key, category: 'outgoing' };
    const pending = this.pending(message, stream, options.id ?? nextMessageId());
    this.session().outgoing.push(pending);
    return pending.id;
  }

  /** Events that wait to be appended to a stream. */
  buffered({ tenantId, streamId }: StreamName): PendingMessage[] {
    return (this.sessions.getStore()?.appends ?? [])
      .filter(({ stream }) => stream.tenantId === tenantId && stream.streamId === streamId)
      .flatMap(({ events }) => events);
  }

  /** Runs `done` once the unit of work has committed. */
  afterCommit(done: () => void): void {
    this.session().afterCommit.push(done);
  }

  private session(): Session {
    const session = this.sessions.getStore();
    if (!session) throw new Error('No unit of work is running here: call this inside UnitOfWork.run.');
    session.assertActive();
    return session;
  }

  private pending({ definition, data }: NewMessage, stream: StreamName, id: string): PendingMessage {
    const context = contextOrNew();
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
        source: this.service,
      },
      recordedAt: this.clock.now(),
    };
  }

  private async flush(session: Session): Promise<VersionConflict | null> {
    await this.projectInline(session);
    // A single append needs no transaction of its own around it: one round trip instead of three.
    const statements = session.appends.length + (session.outgoing.length > 0 ? 1 : 0);
    const client = session.isOpen || statements > 1 ? session : poolClient(this.dataSource);
    for (const { stream, events, expected } of session.appends) {
      const result = await appendStream(client, stream, events, expected);
      if (!result.ok) return result.conflict;
    }
    if (session.outgoing.length > 0) await appendOutgoing(client, session.outgoing);
    return null;
  }

  private async projectInline(session: Session): Promise<void> {
    for (const { events, expected } of session.appends) {
      const first = typeof expected === 'number' ? expected + 1 : expected === 'none' ? 1 : null;
      for (const [index, event] of events.entries()) {
        if (!this.projections.concerns(event.type)) continue;
        const version = first === null ? null : first + index;
        await this.projections.project({ ...event, version }, await session.manager());
      }
    }
    for (const message of session.outgoing) {
      if (!this.projections.concerns(message.type)) continue;
      await this.projections.project({ ...message, version: null }, await session.manager());
    }
  }
}
