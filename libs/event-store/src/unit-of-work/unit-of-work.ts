import { AsyncLocalStorage } from 'node:async_hooks';
import type { NewMessage } from '@edda/event-schemas';
import { backoffDelay, currentContext, EddaError, pause, withContext, type Clock } from '@edda/kernel';
import type { DataSource, EntityManager, EntityTarget, ObjectLiteral, Repository } from 'typeorm';
import { appendError } from '../append/append-error.js';
import { checkExpected, checkStream } from '../append/check-append.js';
import { checkCount } from '../append/event-limits.js';
import type { ExpectedVersion, VersionConflict } from '../append/expected-version.js';
import { GroupCommit } from '../append/group-commit.js';
import { isLostConnection, OUTAGE_BACKOFF, OUTAGE_PATIENCE_MS } from '../append/lost-connection.js';
import { typesOf } from '../append/pending-append.js';
import { PendingMessages } from '../append/pending-messages.js';
import { seal, type SealedAppend } from '../append/sealed-append.js';
import { StreamTurns } from '../append/stream-turns.js';
import type { MessageCodec } from '../codec/message-codec.js';
import type { AppendResult, NewEvent, ReadStreamOptions } from '../event-store.js';
import type { InlineProjections } from '../projection/inline-projections.js';
import { readStreamPages } from '../read/read-stream.js';
import type { PendingMessage, RecordedMessage, StreamId, StreamName } from '../recorded-message.js';
import { poolClient, poolOf, type SqlClient } from '../sql-client.js';
import { flush, type Appended, type FlushOutcome } from './flush.js';
import type { LogActivity } from './log-activity.js';
import type { NamedStatement } from './one-round-trip.js';
import { overtakenBy } from './overtaken.js';
import { Session, type BufferedAppend, type Opening } from './session.js';
import { WriteGroups } from './write-groups.js';

/**
 * Committed with what the work returned, and the position of its last event if it appended; or given up because another
 * writer was faster.
 */
export type UnitOfWorkOutcome<T> =
  { committed: true; value: T; position: number | null } | { committed: false; conflict: VersionConflict };

export interface UnitOfWorkOptions {
  /** Aborts when the work has taken too long: everything is undone at once, and what it still writes fails. */
  signal?: AbortSignal;
  /** Run as the last before the commit, or alone when there is nothing else to commit; when it fails all is undone. */
  last?: NamedStatement;
  /**
   * Awaited before a connection is taken, which happens at the first statement; what it gives is called when the connection
   * is given back, at once when there was none. It must heed the signal: nothing is written when it fails.
   */
  opening?: Opening;
}

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

type Attempt<T> =
  | { committed: true; value: T; appended: Appended[] }
  | { committed: false; conflict: VersionConflict }
  | 'projection-moved';

/** How often work is run again because a projection it wrote to is kept in another way meanwhile. */
const MOVES = 5;

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
  private readonly messages: PendingMessages;
  private readonly groupCommit: GroupCommit;
  private readonly writeGroups: WriteGroups;
  private readonly turns = new StreamTurns();

  constructor(private readonly parts: UnitOfWorkParts) {
    const poolOptions = parts.dataSource.options as { poolSize?: number };
    this.messages = new PendingMessages(parts.source, parts.clock);
    this.groupCommit = new GroupCommit(this.pool, poolOptions.poolSize ?? 10);
    this.writeGroups = new WriteGroups(() => poolOf(parts.dataSource));
  }

  /** What stored messages, also those that come from topics, are read with. */
  get codec(): MessageCodec {
    return this.parts.codec;
  }

  get isActive(): boolean {
    return this.sessions.getStore() !== undefined;
  }

  /**
   * Runs `work` in a unit of work of its own. Inside another one it takes a second connection and commits by itself: what
   * it did stays done when the outer one is undone. `work` runs again, after all it wrote is undone, when an inline
   * projection it wrote to is kept in another way meanwhile.
   *
   * @throws Error what `work` throws, after everything it wrote is undone; or when the last statement or the commit fails;
   *   or the reason of the signal
   */
  async run<T>(work: () => Promise<T>, options: UnitOfWorkOptions = {}): Promise<UnitOfWorkOutcome<T>> {
    const outer = this.sessions.getStore();
    const derivation = outer ? currentContext()?.derivation?.branch() : undefined;
    // What belongs to work that was given up is given up with it.
    const inherited = outer?.signal && !options.signal ? { ...options, signal: outer.signal } : options;
    const attempt = await (derivation
      ? withContext({ derivation }, () => this.runUntilNoneMoves(work, inherited))
      : this.runUntilNoneMoves(work, inherited));
    if (!attempt.committed) return attempt;
    const { value, appended } = attempt;
    return { committed: true, value, position: appended.length > 0 ? Math.max(...appended.map(positionOf)) : null };
  }

  private async runUntilNoneMoves<T>(
    work: () => Promise<T>,
    { signal, last, opening }: UnitOfWorkOptions = {},
  ): Promise<Exclude<Attempt<T>, string>> {
    for (let moves = 0; moves < MOVES; moves++) {
      signal?.throwIfAborted();
      const session = new Session(this.parts.dataSource, signal ?? null, opening);
      const attempting = this.attempt(session, work, last ?? null);
      const attempt = await (signal ? unlessAborted(attempting, session, signal) : attempting);
      if (attempt !== 'projection-moved') return attempt;
      await this.parts.projections.refresh(
        typesOf([...session.appends.flatMap(({ events }) => events), ...session.outgoing]),
      );
    }
    throw new EddaError(
      'unavailable',
      'PROJECTION_MOVED',
      `The inline projections were changed ${MOVES} times while this was being written: try again.`,
    );
  }

  private async attempt<T>(session: Session, work: () => Promise<T>, last: NamedStatement | null): Promise<Attempt<T>> {
    const { projections, codec, activity } = this.parts;
    const { groupCommit } = this;
    let value: T;
    let outcome: FlushOutcome;
    try {
      [value, outcome] = await this.sessions.run(session, async () => {
        const result = await work();
        // Locks what it decides about before a stream is locked; with nothing to append it goes along with the commit.
        if (session.hasMessages) await session.runWrites(last);
        return [result, await flush(session, { beliefs: projections.current, codec, groupCommit })];
      });
      if (outcome === 'projection-moved' || 'conflict' in outcome) {
        await session.rollback();
        return outcome === 'projection-moved' ? outcome : { committed: false, conflict: outcome.conflict };
      }
    } catch (error) {
      await session.rollback();
      const conflict = await overtakenBy(error, this.pool, session.appends);
      if (conflict) return { committed: false, conflict };
      throw error;
    }
    await session.commitWhatIsLeft(last, this.writeGroups);
    if (session.appends.length + session.outgoing.length > 0) activity.appended();
    for (const done of session.afterCommit) done();
    return { committed: true, value, appended: outcome };
  }

  /**
   * Runs `work` in the unit of work around it, whose owner then sees a conflict; or in one of its own, tried again at a
   * conflict after a short wait.
   */
  async runOrJoin<T>(work: () => Promise<T>, attempts = 5): Promise<UnitOfWorkOutcome<T>> {
    if (this.isActive) return { committed: true, value: await work(), position: null };
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

  /** Runs statements in the running unit of work, without TypeORM's own work on each. The first one opens its transaction. */
  client(): SqlClient {
    return this.session();
  }

  /** A TypeORM repository that writes through the running unit of work. Opens its transaction. */
  async repository<E extends ObjectLiteral>(entity: EntityTarget<E>): Promise<Repository<E>> {
    return (await this.manager()).getRepository(entity);
  }

  /** Where to read from: the running transaction when one is open, else the pool. */
  reader(): SqlClient {
    const session = this.sessions.getStore();
    return session?.isOpen ? session : this.pool;
  }

  /** The events of a stream, decoded, as {@link reader} sees them. */
  readStream(stream: StreamId, options: ReadStreamOptions = {}): AsyncIterableIterator<RecordedMessage> {
    return readStreamPages(this.reader(), this.parts.codec, stream, options);
  }

  /** Any free connection, for what must not take part in the running transaction. */
  get pool(): SqlClient {
    return poolClient(this.parts.dataSource);
  }

  /** Appends to one stream and commits by itself; {@link EventStore.append} tells the rest. */
  async appendAlone(stream: StreamName, events: readonly NewEvent[], expected: ExpectedVersion): Promise<AppendResult> {
    if (this.isActive) throw new Error('A unit of work is running here: use UnitOfWork.append.');
    const append = this.pendingAppend(stream, events, expected);
    checkCount(events.length, stream.streamId);
    const beliefs = this.parts.projections.current;
    const subjects = this.parts.codec.subjectsOf?.(append.events);
    if (subjects?.length || append.events.some(({ type }) => beliefs.concerns(type))) {
      return this.turns.take(stream, () => this.appendInUnit(append));
    }
    const projections = beliefs.statements(append.events);
    const stated = { ...append, projections, written: typesOf(append.events) };
    const encoded = this.parts.codec.encode(append.events);
    if (encoded instanceof Promise) {
      const sealed = encoded.then((events) => seal({ ...stated, events }));
      // It may fail before its turn comes.
      sealed.catch(() => undefined);
      return this.turns.take(stream, async () => this.commit(append, await sealed));
    }
    const sealed = seal({ ...stated, events: encoded });
    if (this.turns.isFree(stream)) return this.commit(append, sealed);
    return this.turns.take(stream, () => this.commit(append, sealed));
  }

  private async commit(append: BufferedAppend, sealed: SealedAppend): Promise<AppendResult> {
    const outcome = await this.groupCommit.append(sealed);
    if (outcome === 'projection-moved') {
      await this.parts.projections.refresh(typesOf(append.events));
      return this.appendInUnit(append);
    }
    if (outcome.ok) this.parts.activity.appended();
    return outcome;
  }

  /** With what its events change in read models, or after a look at whose data they hold. */
  private async appendInUnit(append: BufferedAppend): Promise<AppendResult> {
    const giveUpAt = performance.now() + OUTAGE_PATIENCE_MS;
    for (let failures = 1; ; failures++) {
      this.groupCommit.assertOpen();
      try {
        // Nobody knows whether one that failed was written: its events are looked for before read models change again.
        return await this.appendInUnitOnce(failures === 1 ? append : { ...append, newIds: false });
      } catch (error) {
        const lost = isLostConnection(error) || isLostConnection((error as { cause?: unknown } | null)?.cause);
        if (!lost || performance.now() > giveUpAt) {
          throw appendError(error, { ...append, projections: [], written: null });
        }
        await pause(backoffDelay(failures, OUTAGE_BACKOFF));
      }
    }
  }

  private async appendInUnitOnce(append: BufferedAppend): Promise<AppendResult> {
    const write = async (): Promise<void> => void this.session().appends.push(append);
    const attempt = await this.runUntilNoneMoves(write);
    if (!attempt.committed) return { ok: false, conflict: attempt.conflict };
    const [result] = attempt.appended;
    if (!result) throw new Error('A unit of work was committed without its append.');
    return result;
  }

  /** Buffers events for a stream. Their data is validated, their ids and metadata are fixed now. */
  append(stream: StreamName, events: readonly NewEvent[], expected: ExpectedVersion): PendingMessage[] {
    const session = this.session();
    const append = this.pendingAppend(stream, events, expected);
    if (append.events.length > 0) session.appends.push(append);
    return append.events;
  }

  private pendingAppend(stream: StreamName, events: readonly NewEvent[], expected: ExpectedVersion): BufferedAppend {
    checkStream(stream);
    checkExpected(expected);
    const newIds = currentContext()?.derivation === undefined && events.every(({ id }) => id === undefined);
    return { stream, events: this.messages.of(stream, events), expected, newIds };
  }

  /** Buffers a command or reply to another context; it is published after the commit. Returns its message id. */
  send(message: NewMessage, options: SendOptions): string {
    const session = this.session();
    const pending = this.messages.outgoing(message, options.key, options.id);
    session.outgoing.push(pending);
    return pending.id;
  }

  /**
   * Buffers a statement that runs with the commit, in one round trip with it: the fastest way to write what need not be
   * looked at. Nothing of the unit of work sees it before; when it fails everything is undone. Units of work that run no
   * other statement, and append nothing, are committed many at a time.
   */
  write(statement: NamedStatement): void {
    this.session().writes.push(statement);
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

  /** Takes no more appends that commit by themselves; resolves when those under way are done. */
  async close(): Promise<void> {
    await this.groupCommit.close();
  }

  private session(): Session {
    const session = this.sessions.getStore();
    if (!session) throw new Error('No unit of work is running here: call this inside UnitOfWork.run.');
    session.assertCollecting();
    return session;
  }
}

/**
 * @returns what `attempting` comes to; once its commit is under way nothing aborts it any more
 * @throws Error the reason of the signal
 */
async function unlessAborted<T>(attempting: Promise<T>, session: Session, signal: AbortSignal): Promise<T> {
  let giveUp = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    giveUp = () => {
      if (session.abort()) reject(signal.reason as Error);
    };
  });
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    return await Promise.race([attempting, aborted]);
  } catch (error) {
    // Work that runs into its own end fails before the reason is known.
    throw signal.aborted && session.isAborted ? signal.reason : error;
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
}

function positionOf({ position }: Appended): number {
  return position;
}
